import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../paths.mjs';
import { run, tail } from '../run.mjs';

const REQUIREMENTS = join(dirname(fileURLToPath(import.meta.url)), 'requirements.txt');
const PATIENCE_MS = 240_000;

/** The pinned fuzzer in an environment of its own, kept in the cache: `{ program }`, or `{ vi, en }` why there is none. */
export async function findFuzzer() {
  const version = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const folder = join(cacheDir, `schemathesis-${version}`);
  const whole = join(folder, 'whole');
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(whole)) return { program };
  const { code } = await run('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']);
  if (code !== 0) return { vi: 'không có Python từ 3.10', en: 'no Python 3.10 or newer' };
  // An environment cannot be moved: what was left half made is made again in its place
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cacheDir, { recursive: true });
  const made = await run('python3', ['-m', 'venv', folder]);
  if (made.code !== 0) return missing(made);
  const installing = ['-m', 'pip', 'install', '--quiet', '--retries', '1', '--timeout', '15', '--require-hashes'];
  const installed = await run(join(folder, 'bin', 'python'), [...installing, '-r', REQUIREMENTS], {
    timeout: PATIENCE_MS,
  });
  if (installed.code !== 0) return missing(installed);
  writeFileSync(whole, '');
  return { program };
}

const missing = ({ stderr, stdout }) => ({
  vi: `không cài được schemathesis (${tail(stderr || stdout, 1).slice(0, 200)})`,
  en: 'schemathesis cannot be installed',
});
