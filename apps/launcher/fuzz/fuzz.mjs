import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { application } from '../application.mjs';
import { Failure } from '../failure.mjs';
import { portFinder, somewhere } from '../ports.mjs';
import { say, stage } from '../progress.mjs';
import { run } from '../run.mjs';
import { openRuntime } from '../runtime.mjs';
import { supervisor } from '../supervise.mjs';
import { fill } from './fill.mjs';
import { findFuzzer } from './python.mjs';

const here = dirname(fileURLToPath(import.meta.url));
// Whose requests go deep: one runs the installation, one records papers, one decides
const CALLERS = ['administrator', 'clerk', 'secretary'];
const SECONDS_EACH = 35;
const LONGEST_LINE = 600;
// Not ignored_auth: after ten wrong tokens an address is answered 429, which is tried in test/acceptance/attacks
const CHECKS = [
  'not_a_server_error',
  'negative_data_rejection',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
];
// They end the very token that the requests are made with
const LEFT_OUT = ['/api/v1/tokens/current', '/api/v1/tokens/revocations'];

/** Sends a running, filled installation what its own description allows and forbids: no fault, no answer outside of it. */
export async function fuzz({ onStop, seed }) {
  const { program, vi, en } = await findFuzzer();
  if (!program) {
    say(`– Bỏ qua dò API bằng schemathesis: ${vi}`, `the API was not fuzzed: ${en}`);
    return;
  }
  const { api, filled } = await installation({ onStop });
  for (const caller of CALLERS)
    await stage(`Dò API với quyền ${caller}, hạt giống ${seed}`, `fuzzing the API as ${caller}`, () =>
      attack({ program, api, token: filled.tokens[caller], named: filled.named, seed }),
    );
}

async function attack({ program, api, token, named, seed }) {
  const args = [
    ...['--config-file', join(here, 'schemathesis.toml'), 'run', `${api}/openapi.json`],
    ...['--header', `Authorization: Bearer ${token}`, '--checks', CHECKS.join(',')],
    // One at a time: CPython 3.11 counts the depth of its parser across threads and stops with a SystemError
    ...['--seed', String(seed), '--max-time', String(SECONDS_EACH), '--max-examples', '15', '--workers', '1'],
    ...['--phases', 'examples,coverage,fuzzing,stateful', '--continue-on-failure', '--warnings', 'off'],
    ...LEFT_OUT.flatMap((path) => ['--exclude-path', path]),
  ];
  const env = { ...process.env, SCHEMATHESIS_HOOKS: 'hooks', PYTHONPATH: here, PYTHONDONTWRITEBYTECODE: '1' };
  const cwd = mkdtempSync(join(tmpdir(), 'kiemdiem-fuzz-'));
  try {
    env.KIEMDIEM_FUZZ_NAMED = JSON.stringify(named);
    const { code, stdout, stderr } = await run(program, args, { cwd, env, timeout: 8 * SECONDS_EACH * 1000 });
    const cases = /(\d+) generated/.exec(stdout)?.[1];
    if (code === 0) return { note: `${cases ?? '?'} yêu cầu` };
    const text = `${stdout}${stderr}`
      .split('\n')
      .map((line) => line.slice(0, LONGEST_LINE))
      .join('\n');
    throw new Failure(`Dò API: chưa đạt (hạt giống ${seed})\n${text}`, 'Fuzzing the API found faults; they are above.');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** API, worker, PostgreSQL and Temporal of this run alone, in the middle of a year. */
async function installation({ onStop }) {
  // The developer's own database is no place for this
  for (const name of ['DATABASE_URL', 'WORKER_DATABASE_URL', 'MIGRATION_DATABASE_URL']) delete process.env[name];
  const dataDir = mkdtempSync(join(tmpdir(), 'kiemdiem-fuzzed-'));
  // PostgreSQL's account passes through when this runs as root
  chmodSync(dataDir, 0o755);
  onStop(() => rmSync(dataDir, { recursive: true, force: true }));
  const runtime = await openRuntime(dataDir);
  onStop(runtime.close);
  const processes = supervisor({ logsDir: join(dataDir, 'logs') });
  onStop(processes.stopAll);
  const nextPort = portFinder();
  const { urls, token } = await application({
    ...{ dataDir, processes, runtime, nextPort, host: '127.0.0.1', headless: true },
    port: await nextPort(somewhere()),
    firstPorts: { postgres: somewhere(), temporal: somewhere() },
  });
  return { api: urls.api, filled: await fill(urls.api, token) };
}
