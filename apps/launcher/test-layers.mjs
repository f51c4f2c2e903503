import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';
import { say } from './progress.mjs';
import { run } from './run.mjs';

/** The layers in the order in which they run: what needs least and says most comes first. */
export const LAYERS = ['unit', 'workflows', 'replay', 'integration', 'acceptance', 'resilience'];
const TIME_TO_LEAVE = 20_000;
const LAYER_LIMIT = 1_200_000;
const NEED_NOTHING = new Set(['unit', 'replay']);
// Files that share nothing, or a server on which each has a task queue of its own
const SIDE_BY_SIDE = new Set([...NEED_NOTHING, 'workflows']);

/** What the arguments ask for: names of layers choose layers, everything else parts of file names. */
export function choose(args) {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const patterns = words.filter((word) => !LAYERS.includes(word));
  const layers = LAYERS.filter((layer) => words.includes(layer) || words.length === patterns.length);
  const chosen = layers.map((layer) => ({ layer, files: filesOf(layer, patterns) }));
  if (patterns.length && chosen.every(({ files }) => files.length === 0)) {
    throw new Failure(`Không có tệp kiểm thử nào khớp ${patterns.join(' ')}.`, 'No test file matches.');
  }
  return chosen;
}

/** Whether any chosen test needs PostgreSQL or Temporal. */
export const needsServers = (chosen) => chosen.some(({ layer, files }) => files.length > 0 && !NEED_NOTHING.has(layer));

/** Whether any chosen test skips time, for which it needs a server of its own kind. */
export const skipsTime = (chosen) => chosen.some(({ files }) => files.some((file) => file.includes('time-skipping')));

function filesOf(layer, patterns) {
  const folder = join(root, 'test', layer);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file))
    .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.slice(root.length).includes(pattern)))
    .sort();
}

/** Runs the chosen layers with Jest and counts: `{ passed, failed, skipped }`. */
export async function runLayers(chosen, env) {
  const folder = mkdtempSync(join(tmpdir(), 'kiemdiem-jest-'));
  const sum = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const { layer, files } of chosen) {
      if (files.length === 0) {
        say(`– ${layer}: chưa có kiểm thử nào để chạy`, 'no tests in this layer');
        continue;
      }
      say(`── ${layer}: ${files.length} tệp`, `${files.length} files`);
      add(sum, await runLayer(layer, files, { env, report: join(folder, `${layer}.json`) }));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return sum;
}

async function runLayer(layer, files, { env, report }) {
  const jest = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
  ];
  const side = SIDE_BY_SIDE.has(layer) ? Math.max(1, cpus().length) : 1;
  const reporters = ['--reporters=default', `--reporters=${join(root, 'apps', 'launcher', 'jest-reporter.mjs')}`];
  const flags = [`--maxWorkers=${side}`, ...reporters, '--json', `--outputFile=${report}`, '--runTestsByPath'];
  const { code } = await runJest([...jest, ...flags, ...files], { env, report });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: code === 0 ? failed : Math.max(failed, 1),
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** A test that leaves something open keeps Jest from ending: its results stand, and it counts as a failure. */
async function runJest(args, { env, report }) {
  const patience = new AbortController();
  const watch = setInterval(() => {
    if (!existsSync(report)) return;
    clearInterval(watch);
    setTimeout(() => patience.abort(), TIME_TO_LEAVE).unref();
  }, 500);
  // Jest repeats its whole report as JSON on its standard output
  const options = { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'], timeout: LAYER_LIMIT };
  const result = await run(process.execPath, args, { ...options, signal: patience.signal });
  clearInterval(watch);
  if (patience.signal.aborted)
    say('! Jest không tự kết thúc: có kiểm thử để lại việc dở', 'Jest did not end by itself');
  return result;
}

function add(sum, part) {
  for (const key of Object.keys(sum)) sum[key] += part[key];
}
