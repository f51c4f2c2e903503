/** Something the operator can put right: shown in both languages without a stack trace. */
export class Failure extends Error {
  constructor(vi, en) {
    super(`${vi}\n${en}`);
    this.name = 'Failure';
  }
}

/** Shows why an entry point gives up; a bug keeps its stack trace. */
export function report(error) {
  console.error(`\n✗ ${error instanceof Failure ? error.message : (error?.stack ?? error)}`);
}
