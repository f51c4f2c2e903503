import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { query } from './databases.mjs';

const PRELOAD = fileURLToPath(new URL('./profile.preload.mjs', import.meta.url));
const STATEMENTS = `
  SELECT round(total_exec_time)::int AS "total ms", calls, round(mean_exec_time::numeric, 3) AS "mean ms", rows,
    shared_blks_hit + shared_blks_read AS blocks, wal_bytes AS wal, regexp_replace(left(query, 600), '\\s+', ' ', 'g') AS query
  FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 40`;
const HOTTEST = 40;

/** Collects, row by row, CPU profiles of api and worker (their threads too) and the costliest statements of PostgreSQL. */
export async function openProfile(folder) {
  mkdirSync(folder, { recursive: true });
  const onCluster = (work) => query(process.env.TEST_DATABASE_URL, work);
  await onCluster((client) => client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements'));
  let started = [];
  let number = 0;
  return {
    /** Node's options and environment for a program that is to be profiled. */
    of(name) {
      const place = join(folder, `${name}-${(number += 1)}`);
      started.push({ name, place });
      return {
        execArgv: ['--cpu-prof', `--cpu-prof-dir=${place}`, '--import', PRELOAD],
        env: { BENCH_PROFILE_FOLDER: place },
      };
    },
    begin: () => onCluster((client) => client.query('SELECT pg_stat_statements_reset()')),
    async end(row) {
      const { rows } = await onCluster((client) => client.query(STATEMENTS));
      writeFileSync(join(folder, `${row}.statements.txt`), rows.map(statementLine).join('\n'));
      writeFileSync(join(folder, `${row}.cpu.txt`), started.flatMap(hottest).join('\n'));
      started = [];
    },
  };
}

const statementLine = (row) =>
  Object.entries(row)
    .map(([name, value]) => (name === 'query' ? `\n    ${value}` : `${name} ${value}`))
    .join(' · ');

/** Functions by time of their own, for the main thread and for all workflow threads of a process. */
function hottest({ name, place }) {
  if (!existsSync(place)) return [`${name}: no profile was written`];
  const files = readdirSync(place);
  const parts = {
    'main thread': files.filter((file) => !file.startsWith('thread-')),
    'workflow threads': files.filter((file) => file.startsWith('thread-')),
  };
  return Object.entries(parts)
    .filter(([, some]) => some.length > 0)
    .flatMap(([part, some]) => [`${name}, ${part} (${place})`, ...byFunction(some.map((file) => join(place, file)))]);
}

function byFunction(files) {
  const times = new Map();
  for (const file of files) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'));
    const own = new Map();
    samples.forEach((id, index) => own.set(id, (own.get(id) ?? 0) + timeDeltas[index]));
    for (const { id, callFrame } of nodes) {
      const { functionName, url, lineNumber } = callFrame;
      const key = `${functionName || '(anonymous)'} ${url.split('/').slice(-4).join('/')}:${lineNumber + 1}`;
      times.set(key, (times.get(key) ?? 0) + (own.get(id) ?? 0));
    }
  }
  const lines = [...times].sort((one, other) => other[1] - one[1]).slice(0, HOTTEST);
  return lines.map(([key, micro]) => `${(micro / 1000).toFixed(0).padStart(8)} ms  ${key}`);
}
