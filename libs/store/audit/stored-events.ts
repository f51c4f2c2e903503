import type pg from 'pg';
import type { ChainedEvent } from '../append/chain.js';

/** One event as it lies in the table: text columns as text, bytes as bytes, nothing interpreted. */
export type StoredRow = ChainedEvent;

const INSTANT = '\'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\'';
const COLUMNS = `stream_id AS "streamId", version, case_id AS "caseId", type, schema_version AS "schemaVersion",
    subject_id AS "subjectId", body, data::text AS data, actor, recorder, command_id AS "commandId", ordinal,
    to_char(occurred_at AT TIME ZONE 'UTC', ${INSTANT}) AS "occurredAt",
    to_char(recorded_at AT TIME ZONE 'UTC', ${INSTANT}) AS "recordedAt", prev_hash AS "prevHash", hash`;
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
