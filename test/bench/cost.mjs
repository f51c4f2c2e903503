// What one member's year costs, part by part, on a system that runs already: node test/bench/cost.mjs FILE --help
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { cpuOf } from './cpu.mjs';
import { COUNTS, costTable } from './cost-table.mjs';

const USAGE = `node test/bench/cost.mjs SCENARIO --url URL --admin-token TOKEN --database OWNER_URL
  --temporal ADDRESS --namespace NAME --pid api=PID --pid worker=PID --pid postgres=PID --pid temporal=PID… [--json OUT]
The database must be empty but for its administrator's one-time token. Linux only.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    'admin-token': { type: 'string' },
    database: { type: 'string' },
    temporal: { type: 'string' },
    namespace: { type: 'string', default: 'default' },
    pid: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const IDLE_SECONDS = 30;
const [scenario] = positionals;
if (values.help || !scenario || !values.url || !values.database || !values.temporal) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 1);
}

const database = new pg.Client({ connectionString: values.database });
await database.connect();
const groups = values.pid.map((one) => one.split('='));

// What the parts use while nothing happens belongs to hours, not to members
const atRest = used();
await sleep(IDLE_SECONDS * 1_000);
const [before, walBefore] = [used(), await walBytes()];
const begun = performance.now();
const args = ['scenario', scenario, '--url', values.url, '--admin-token', values['admin-token'] ?? ''];
execFileSync(process.execPath, [join('dist', 'apps', 'cli', 'main.js'), ...args], { stdio: 'inherit' });
await settled();
const seconds = (performance.now() - begun) / 1_000;
const [after, wal] = [used(), (await walBytes()) - walBefore];
const cpu = {};
const idle = {};
for (const name of new Set(groups.map(([name]) => name))) {
  idle[name] = (before[name] - atRest[name]) / IDLE_SECONDS;
  cpu[name] = Math.max(0, after[name] - before[name] - idle[name] * seconds);
}

const [{ members }] = await rows('SELECT count(*)::int AS members FROM member');
const measured = {
  scenario,
  members,
  cpu,
  idle,
  seconds,
  wal,
  tables: await tables(),
  temporal: await histories(),
  records: await records(),
};
if (values.json) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
console.log(costTable(measured, COUNTS));
await database.end();

/** CPU seconds of each group; several processes may share a name. */
function used() {
  const sums = {};
  for (const [name, pid] of groups) sums[name] = (sums[name] ?? 0) + (cpuOf({ one: Number(pid) }).one ?? 0);
  return sums;
}

async function settled() {
  for (;;) {
    const [{ left }] = await rows(
      `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM review_case WHERE opened AND NOT closed) AS left`,
    );
    if (Number(left) === 0) return;
    await sleep(200);
  }
}

async function rows(text) {
  return (await database.query(text)).rows;
}

/** Bytes of write-ahead log so far: what archiving and replicas carry. */
async function walBytes() {
  const [{ bytes }] = await rows(`SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS bytes`);
  return bytes;
}

/** Bytes by table: its rows (with what is kept beside them) and its indexes. */
async function tables() {
  const found = await rows(`
    SELECT relname AS name, pg_table_size(oid)::float8 AS rows, pg_indexes_size(oid)::float8 AS indexes
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC`);
  return Object.fromEntries(found.map(({ name, rows, indexes }) => [name, { rows, indexes }]));
}

async function records() {
  const [found] = await rows(`
    SELECT (SELECT count(*) FROM event)::int AS events, (SELECT count(*) FROM command)::int AS commands,
      (SELECT count(*) FROM review_case WHERE opened)::int AS cases`);
  return found;
}

/** Runs of all procedures, with the events and bytes of their histories. */
async function histories() {
  const connection = await Connection.connect({ address: values.temporal });
  const sums = { runs: 0, events: 0, bytes: 0 };
  let nextPageToken;
  do {
    const request = { namespace: values.namespace, query: `TaskQueue = 'kiemdiem'`, pageSize: 1_000, nextPageToken };
    const page = await connection.workflowService.listWorkflowExecutions(request);
    for (const { historyLength, historySizeBytes } of page.executions) {
      sums.runs += 1;
      sums.events += Number(historyLength);
      sums.bytes += Number(historySizeBytes);
    }
    ({ nextPageToken } = page);
  } while (nextPageToken?.length > 0);
  await connection.close();
  return sums;
}
