import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { checkPart, type CheckedPart, type Part } from './check-part.js';
import { Findings, type Report } from './difference.js';

export interface Counted {
  readonly events: number;
  readonly streams: number;
}

export interface HowToCheck {
  readonly url: string;
  /** Threads side by side; as many as there are processors unless said. */
  readonly threads?: number | undefined;
  readonly progress: (events: number) => void;
}

// Below that a thread costs more than it saves.
const WORTH_A_THREAD = 20_000;

/** Checks every chain, and that each stored state is the fold of its events, as the transaction of `client` sees them. */
export async function checkStreams(client: pg.ClientBase, findings: Findings, how: HowToCheck): Promise<Counted> {
  const parts = await partsOf(client, how);
  const run = parts.length > 1 && existsSync(THREAD) ? inThread : checkPart;
  const checked = await Promise.all(parts.map((part) => run(part, how.progress)));
  for (const part of checked) findings.add(part.findings);
  await noneWithoutEvents(client, findings.report);
  const sum = (of: 'events' | 'streams') => checked.reduce((total, part) => total + part[of], 0);
  return { events: sum('events'), streams: sum('streams') };
}

/** Ranges of streams with about as many events each. */
async function partsOf(client: pg.ClientBase, { url, threads }: HowToCheck): Promise<readonly Part[]> {
  const { rows } = await client.query<{ snapshot: string; total: string | null }>(
    'SELECT pg_export_snapshot() AS snapshot, (SELECT sum(version) FROM stream) AS total',
  );
  const { snapshot = '', total = null } = rows[0] ?? {};
  const count = threads ?? Math.min(availableParallelism(), 1 + Math.floor(Number(total) / WORTH_A_THREAD));
  const bounds = await client.query<{ id: string }>(BOUNDS, [count]);
  const starts = ['', ...bounds.rows.map(({ id }) => id)];
  return starts.map((from, at) => ({ url, snapshot, from, before: starts[at + 1] ?? null }));
}

const BOUNDS = `
  SELECT min(id) AS id FROM (
    SELECT id, ($1::int * (sum(version) OVER (ORDER BY id) - version) / sum(version) OVER ())::int AS part FROM stream
  ) s WHERE part > 0 GROUP BY part ORDER BY min(id)`;

const THREAD = fileURLToPath(new URL('./check-part.thread.js', import.meta.url));

function inThread(part: Part, progress: (events: number) => void): Promise<CheckedPart> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { workerData: part });
    thread.on('message', (said: number | CheckedPart) => {
      if (typeof said === 'number') progress(said);
      else resolve(said);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`a thread of the audit ended with ${code}`)));
  });
}

async function noneWithoutEvents(client: pg.ClientBase, report: Report): Promise<void> {
  const { rows } = await client.query<{ id: string; version: number }>(
    'SELECT id, version FROM stream s WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream_id = s.id) ORDER BY id',
  );
  for (const { id, version } of rows) report('STREAM_WITHOUT_EVENTS', { stream: id, version });
}
