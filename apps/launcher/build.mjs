import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';
import { stage } from './progress.mjs';
import { run, tail } from './run.mjs';

const SOURCES = ['libs', 'workflows', 'activities', 'apps'];
const stampFile = join(root, 'dist', '.built');

/** Compiles and bundles the workflows unless nothing has changed since. */
export async function build() {
  const stamp = fingerprint();
  const bundle = join(root, 'dist', 'workflow-bundle.js');
  if (existsSync(bundle) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await stage('Biên dịch', 'building', async () => {
    await step('tsc -b', [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
    await step('bundle', [join(root, 'apps', 'worker', 'bundle.mjs')]);
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(stampFile, stamp);
  });
}

/** Compiles what `npm run chaos` runs: a test, which no other program waits for. */
export async function buildChaos() {
  const project = join(root, 'test', 'resilience', 'chaos');
  await step('tsc -b', [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', project]);
}

async function step(name, args) {
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root });
  if (code === 0) return;
  throw new Failure(
    `Biên dịch không xong (${name}):\n${tail(stdout + stderr, 40)}`,
    `The build failed at ${name}; the messages are above.`,
  );
}

/** Names, sizes and times of everything the build reads; contents would cost more than they tell. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path.slice(root.length)} ${size} ${mtimeMs}\n`);
  };
  ['package-lock.json', 'tsconfig.json', 'tsconfig.base.json'].forEach((name) => add(join(root, name)));
  for (const folder of SOURCES) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (/\.ts$|tsconfig\.json$|(bundle|verify)\.mjs$/.test(entry)) add(join(root, folder, entry));
    }
  }
  return hash.digest('hex');
}
