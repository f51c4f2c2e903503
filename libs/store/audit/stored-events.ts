import type pg from 'pg';

/** One event as it lies in the table: text columns as text, bytes as bytes, nothing interpreted. */
export interface StoredRow {
  readonly streamId: string;
  readonly version: number;
  readonly caseId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly subjectId: string | null;
  readonly body: Buffer;
  readonly data: string;
  readonly actor: string;
  readonly recorder: string;
  readonly commandId: string;
  readonly ordinal: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

const INSTANT = '\'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\'';
const COLUMNS = `stream_id AS "streamId", version, case_id AS "caseId", type, schema_version AS "schemaVersion",
    subject_id AS "subjectId", body, data::text AS data, actor, recorder, command_id AS "commandId", ordinal,
    to_char(occurred_at AT TIME ZONE 'UTC', ${INSTANT}) AS "occurredAt",
    to_char(recorded_at AT TIME ZONE 'UTC', ${INSTANT}) AS "recordedAt", prev_hash AS "prevHash", hash`;
const PAGE = `
  SELECT ${COLUMNS} FROM event WHERE (stream_id, version) > ($1, $2) ORDER BY stream_id, version LIMIT $3`;

const PAGE_SIZE = 4_000;

/** Every event by stream and version, page by page; the next page is fetched while one is looked at. */
export async function* storedEvents(client: pg.ClientBase): AsyncGenerator<readonly StoredRow[]> {
  let next = page(client, '', 0);
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (last === undefined) return;
    next = page(client, last.streamId, last.version);
    // A page fetched in vain, since the audit ended before, fails alone.
    next.catch(() => {});
    yield rows;
  }
}

async function page(client: pg.ClientBase, stream: string, version: number): Promise<readonly StoredRow[]> {
  const { rows } = await client.query<StoredRow>({
    name: 'stored-events',
    text: PAGE,
    values: [stream, version, PAGE_SIZE],
  });
  return rows;
}

/** Every event of these streams, gathered by stream. */
export async function eventsOfStreams(
  client: pg.ClientBase,
  streams: readonly string[],
): Promise<readonly (readonly StoredRow[])[]> {
  const { rows } = await client.query<StoredRow>({
    name: 'events-of-streams',
    text: `SELECT ${COLUMNS} FROM event WHERE stream_id = ANY($1) ORDER BY stream_id, version`,
    values: [streams],
  });
  const byStream = new Map<string, StoredRow[]>();
  for (const row of rows) {
    const stream = byStream.get(row.streamId);
    if (stream === undefined) byStream.set(row.streamId, [row]);
    else stream.push(row);
  }
  return [...byStream.values()];
}

/** The same, gathered by stream. */
export async function* storedStreams(client: pg.ClientBase): AsyncGenerator<readonly StoredRow[]> {
  let stream: StoredRow[] = [];
  for await (const rows of storedEvents(client)) {
    for (const row of rows) {
      if (stream.length > 0 && stream[0]?.streamId !== row.streamId) {
        yield stream;
        stream = [];
      }
      stream.push(row);
    }
  }
  if (stream.length > 0) yield stream;
}
