import type pg from 'pg';
import type { StoredEvent } from '../fold.js';

/** One event as it was recorded, with what tells who, when and where it stands in its chain. */
export interface RecordedEvent {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly caseId: string;
  readonly event: StoredEvent;
  readonly actor: string;
  readonly recorder: string;
  readonly commandId: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly hash: Buffer;
}

interface EventRow extends Omit<RecordedEvent, 'position' | 'event' | 'occurredAt' | 'recordedAt'> {
  readonly position: string;
  readonly type: string;
  readonly data: object;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

const EVENTS = {
  name: 'events-until',
  text: `
    SELECT position, stream_id AS stream, version, case_id AS "caseId", type, data, actor, recorder, command_id AS "commandId",
      occurred_at AS "occurredAt", recorded_at AS "recordedAt", hash
    FROM event WHERE stream_id = ANY($1) AND recorded_at <= $2 ORDER BY stream_id, version`,
};

// Some ten events each: enough for one round trip, little enough to hold at once.
const STREAMS_AT_ONCE = 1_000;

/** The events of some streams recorded up to an instant, each stream from its first event on and whole. */
export async function* eventsUntil(
  client: pg.ClientBase,
  instant: string,
  streams: readonly string[],
): AsyncGenerator<RecordedEvent> {
  for (let at = 0; at < streams.length; at += STREAMS_AT_ONCE) {
    const values = [streams.slice(at, at + STREAMS_AT_ONCE), instant];
    const { rows } = await client.query<EventRow>({ ...EVENTS, values });
    let expected = { stream: '', version: 0 };
    for (const row of rows) {
      if (row.stream !== expected.stream) expected = { stream: row.stream, version: 1 };
      // A clock that was set back leaves a gap: what comes after it rests on what was not recorded yet.
      if (row.version !== expected.version) continue;
      expected = { stream: row.stream, version: row.version + 1 };
      yield recorded(row);
    }
  }
}

function recorded({ position, type, data, occurredAt, recordedAt, ...row }: EventRow): RecordedEvent {
  return {
    ...row,
    position: Number(position),
    event: { type, ...data } as StoredEvent,
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  };
}
