import type pg from 'pg';
import { casesOfEvents } from '../audit/cases-of-events.js';
import { checkStream } from '../audit/check-stream.js';
import { isSame } from '../audit/is-same.js';
import { eventsOfStreams } from '../audit/stored-events.js';
import type { Row, Table } from '../registry/tables.js';
import { upsert } from '../registry/upsert.js';
import { streamColumns } from '../stream-columns.js';
import type { StreamRow } from '../stream-row.js';

const STREAM: Table = {
  name: 'stream',
  columns: {
    id: 'text',
    case_id: 'text',
    version: 'integer',
    head: 'bytea',
    state: 'jsonb',
    kind: 'text',
    cycle: 'text',
    organisation: 'text',
    member: 'text',
    number: 'integer',
  },
  key: ['id'],
};
const CASE: Table = {
  name: 'review_case',
  columns: {
    id: 'text',
    kind: 'text',
    cycle: 'text',
    organisation: 'text',
    parent_case: 'text',
    version: 'integer',
    opened: 'boolean',
    closed: 'boolean',
  },
  key: ['id'],
};

export interface RebuiltStreams {
  readonly streams: number;
  readonly changed: number;
}

/** Folds streams anew from their checked chains; whoever writes them is locked out by the caller. */
export async function rebuildStreams(client: pg.ClientBase, streams: readonly string[]): Promise<RebuiltStreams> {
  const folded = (await eventsOfStreams(client, streams)).map((events) => rowOf(checkStream(events)));
  return { streams: folded.length, changed: await bring(client, STREAM, folded) };
}

function rowOf({ id, caseId, version, head, state }: StreamRow): Row {
  return { id, case_id: caseId, version, head, state, ...streamColumns({ id, state }) };
}

/** The rows of the cases to which these streams belong; all of the streams of a case are named. */
export async function rebuildCaseRows(
  client: pg.ClientBase,
  streams: readonly string[],
): Promise<{ readonly cases: number; readonly changed: number }> {
  const rows = (await casesOfEvents(client, streams)).map(({ parent, ...row }) => ({ ...row, parent_case: parent }));
  return { cases: rows.length, changed: await bring(client, CASE, rows) };
}

/** Writes the rows that are missing or different, and says how many those were. */
async function bring(client: pg.ClientBase, table: Table, rows: readonly Row[]): Promise<number> {
  const { rows: stored } = await client.query<Row>(
    `SELECT ${Object.keys(table.columns).join(', ')} FROM ${table.name} WHERE id = ANY($1)`,
    [rows.map(({ id }) => id)],
  );
  const standing = new Map(stored.map((row) => [row['id'], row]));
  const different = rows.filter((row) => !isSame(standing.get(row['id']), row));
  await upsert(client, table, different);
  return different.length;
}
