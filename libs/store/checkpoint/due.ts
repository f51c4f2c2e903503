import type pg from 'pg';
import { read, type Pooled } from '../read.js';

// A closed cycle has a checkpoint of its own; between them one is made whenever the last has come of age.
const DUE = `
  SELECT coalesce(
    (SELECT c.id FROM review_case c WHERE c.kind = 'CYCLE' AND c.closed
       AND NOT EXISTS (SELECT FROM checkpoint p WHERE p.occasion = c.id) ORDER BY c.id LIMIT 1),
    (SELECT 'SCHEDULE' WHERE EXISTS (SELECT FROM stream)
       AND NOT EXISTS (SELECT FROM checkpoint p WHERE p.at > clock_timestamp() - make_interval(secs => $1 / 1000.0)))
  ) AS occasion`;

interface DueRow {
  readonly occasion: string | null;
}

/** Why a checkpoint is due: a cycle that has closed, or the age of the last one; null when none is. */
export async function dueCheckpoint(store: Pooled, everyMs: number): Promise<string | null> {
  const [row] = await read<DueRow & pg.QueryResultRow>(store, { name: 'due-checkpoint', text: DUE, values: [everyMs] });
  return row?.occasion ?? null;
}

/** The same, asked inside the transaction that makes it. */
export async function dueNow(client: pg.ClientBase, everyMs: number): Promise<string | null> {
  const { rows } = await client.query<DueRow>(DUE, [everyMs]);
  return rows[0]?.occasion ?? null;
}

// Without any checkpoint what is recorded first has waited longest; where it lies in the table, one of the first does.
const AGE = `
  SELECT extract(epoch FROM clock_timestamp()
    - coalesce((SELECT max(at) FROM checkpoint), (SELECT recorded_at FROM event LIMIT 1))) * 1000 AS age`;

/** For how long nothing recorded was signed, in milliseconds: the age of the newest checkpoint; null when nothing is recorded. */
export async function checkpointAge(store: Pooled): Promise<number | null> {
  const [row] = await read<{ age: string | null }>(store, { text: AGE });
  return row?.age == null ? null : Number(row.age);
}
