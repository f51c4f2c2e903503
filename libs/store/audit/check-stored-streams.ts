import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { checkParts, type CheckedPart, type Part, type PartTurns, type Snapshot } from './check-part.js';
import type { Findings } from './difference.js';

export interface Counted {
  readonly events: number;
  readonly streams: number;
}

export interface HowToCheck {
  readonly url: string;
  /** Threads side by side; as many as there are processors unless said. */
  readonly threads?: number | undefined;
  /** Told how many more events have been checked. */
  readonly progress: (events: number) => void;
}

/**
 * Checks every chain, and that each stored state is the fold of its events, as the transaction of `client` sees them.
 * Parts are taken in turns, by this thread at once and by others as soon as they stand.
 */
export async function checkStreams(client: pg.ClientBase, findings: Findings, how: HowToCheck): Promise<Counted> {
  const { snapshot, parts } = await partsOf(client, how.url);
  const left = [...parts];
  const checked = new Map<Part, CheckedPart>();
  const turns = {
    next: () => left.shift(),
    done(part: Part, result: CheckedPart) {
      checked.set(part, result);
      how.progress(result.events);
    },
  };
  const threads = existsSync(THREAD) ? Math.min(how.threads ?? availableParallelism(), parts.length) : 1;
  const others = Array.from({ length: threads - 1 }, () => inThread(snapshot, turns));
  await Promise.all([checkParts(snapshot, turns), ...others]);
  const results = parts.flatMap((part) => checked.get(part) ?? []);
  for (const result of results) findings.add(result.findings);
  const sum = (of: 'events' | 'streams') => results.reduce((total, result) => total + result[of], 0);
  return { events: sum('events'), streams: sum('streams') };
}

const EVENTS_IN_A_PART = 10_000;

/** Ranges of streams with about as many events each. */
async function partsOf(
  client: pg.ClientBase,
  url: string,
): Promise<{ readonly snapshot: Snapshot; readonly parts: readonly Part[] }> {
  const { rows } = await client.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
  const bounds = await client.query<{ id: string }>(BOUNDS, [EVENTS_IN_A_PART]);
  const starts = ['', ...bounds.rows.map(({ id }) => id)];
  const parts = starts.map((from, at) => ({ from, before: starts[at + 1] ?? null }));
  return { snapshot: { url, snapshot: rows[0]?.snapshot ?? '' }, parts };
}

const BOUNDS = `
  SELECT min(id) AS id FROM (
    SELECT id, (sum(version) OVER (ORDER BY id) - version) / $1::bigint AS part FROM stream
  ) s WHERE part > 0 GROUP BY part ORDER BY min(id)`;

const THREAD = fileURLToPath(new URL('./check-part.thread.js', import.meta.url));

interface Turns extends PartTurns {
  next(): Part | undefined;
}

/** A thread that asks for a part, checks it and asks for the next, until there is none. */
function inThread(workerData: Snapshot, turns: Turns): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { workerData });
    let current: Part | undefined;
    thread.on('message', (result: CheckedPart | null) => {
      if (current !== undefined && result !== null) turns.done(current, result);
      current = turns.next();
      thread.postMessage(current);
    });
    thread.once('error', reject);
    thread.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a thread of the audit ended with ${code}`)),
    );
  });
}
