// Every package name leads here (tsconfig paths), and this is not a module: nothing can be imported from it.
