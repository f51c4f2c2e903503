import type pg from 'pg';
import type { StreamRow } from '../stream-row.js';
import { streamColumns, type StreamColumns } from '../stream-columns.js';
import { checkStream } from './check-stream.js';
import { found } from './difference.js';
import { isSame } from './is-same.js';
import { storedStreams } from './stored-events.js';

const BATCH = 500;

export interface Counted {
  readonly events: number;
  readonly streams: number;
}

/** Checks every chain, and that each stored state is the fold of its events. */
export async function checkStreams(client: pg.ClientBase): Promise<Counted> {
  let events = 0;
  let streams = 0;
  let folded: StreamRow[] = [];
  for await (const stored of storedStreams(client)) {
    folded.push(checkStream(stored));
    events += stored.length;
    streams += 1;
    if (folded.length < BATCH) continue;
    await compare(client, folded);
    folded = [];
  }
  await compare(client, folded);
  await noneWithoutEvents(client);
  return { events, streams };
}

async function compare(client: pg.ClientBase, folded: readonly StreamRow[]): Promise<void> {
  if (folded.length === 0) return;
  const { rows } = await client.query<StreamRow & StreamColumns>({
    name: 'stored-states',
    text: `SELECT id, case_id AS "caseId", version, head, state, kind, cycle, organisation, member, number
           FROM stream WHERE id = ANY($1)`,
    values: [folded.map(({ id }) => id)],
  });
  const stored = new Map(rows.map((row) => [row.id, row]));
  for (const expected of folded) {
    const row = stored.get(expected.id);
    const at = { stream: expected.id };
    if (row === undefined || row.version !== expected.version || !row.head.equals(expected.head)) {
      found('HEAD_DIFFERS', { ...at, recorded: expected.version, stored: row?.version ?? 0 });
    }
    if (row.caseId !== expected.caseId || !isSame(row.state, expected.state)) found('STATE_DIFFERS', at);
    const { kind, cycle, organisation, member, number } = row;
    if (!isSame({ kind, cycle, organisation, member, number }, streamColumns(expected))) found('STATE_DIFFERS', at);
  }
}

async function noneWithoutEvents(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM stream s WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream_id = s.id) ORDER BY id LIMIT 1',
  );
  if (rows[0] !== undefined) found('STREAM_WITHOUT_EVENTS', { stream: rows[0].id });
}
