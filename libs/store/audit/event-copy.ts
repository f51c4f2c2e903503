import type { StreamRow } from '../stream-row.js';
import type { StreamColumns } from '../stream-columns.js';
import { isoInstant } from './iso-instant.js';
import type { StoredRow } from './stored-events.js';

/** The stored row of a stream, beside the last of its events. */
export type StoredStream = Omit<StreamRow, 'id'> & StreamColumns;

/** Every event of a range of streams, in order; with the event that a stream's row says is its last comes that row. */
export const EVENTS_WITH_STREAMS = `
  SELECT e.stream_id, e.version, e.case_id, e.type, e.schema_version, e.subject_id, e.body, e.data, e.actor, e.recorder,
    e.command_id::text, e.ordinal, e.occurred_at, e.recorded_at, e.prev_hash, e.hash,
    s.version, s.case_id, s.head, s.state, s.kind, s.cycle, s.organisation, s.member, s.number
  FROM event e LEFT JOIN stream s ON s.id = e.stream_id AND s.version = e.version`;

export interface CopiedEvent {
  readonly event: StoredRow;
  readonly stored: StoredStream | null;
}

/** Reads a row of that in PostgreSQL's binary form; bytes are where the row lies, and gone with it. */
export function copiedEvent(row: Buffer): CopiedEvent {
  const field = new Fields(row);
  const event = {
    streamId: field.text() ?? '',
    version: field.integer() ?? 0,
    caseId: field.text() ?? '',
    type: field.text() ?? '',
    schemaVersion: field.integer() ?? 0,
    subjectId: field.text(),
    body: field.bytes() ?? NOTHING,
    data: field.json() ?? 'null',
    actor: field.text() ?? '',
    recorder: field.text() ?? '',
    commandId: field.text() ?? '',
    ordinal: field.integer() ?? 0,
    occurredAt: field.instant() ?? '',
    recordedAt: field.instant() ?? '',
    prevHash: field.bytes() ?? NOTHING,
    // Outlives its row: the next event follows on it. So does the head below.
    hash: Buffer.from(field.bytes() ?? NOTHING),
  };
  const version = field.integer();
  return { event, stored: version === null ? null : storedStream(version, field) };
}

function storedStream(version: number, field: Fields): StoredStream {
  return {
    version,
    caseId: field.text() ?? '',
    head: Buffer.from(field.bytes() ?? NOTHING),
    state: JSON.parse(field.json() ?? 'null'),
    kind: field.text() ?? '',
    cycle: field.text(),
    organisation: field.text(),
    member: field.text(),
    number: field.integer(),
  };
}

const NOTHING = Buffer.alloc(0);
// 2000-01-01, from which PostgreSQL counts microseconds.
const EPOCH = 946_684_800_000;

/** The fields of one row, one after the other: a length of four bytes, -1 for null, and the value. */
class Fields {
  private at = 2;

  constructor(private readonly row: Buffer) {}

  text(): string | null {
    const length = this.length();
    return length < 0 ? null : this.row.toString('utf8', this.at, (this.at += length));
  }

  /** Text after one byte that says which form of jsonb this is. */
  json(): string | null {
    const length = this.length();
    return length < 0 ? null : this.row.toString('utf8', this.at + 1, (this.at += length));
  }

  bytes(): Buffer | null {
    const length = this.length();
    return length < 0 ? null : this.row.subarray(this.at, (this.at += length));
  }

  integer(): number | null {
    if (this.length() < 0) return null;
    this.at += 4;
    return this.row.readInt32BE(this.at - 4);
  }

  instant(): string | null {
    if (this.length() < 0) return null;
    this.at += 8;
    const microseconds = this.row.readInt32BE(this.at - 8) * 2 ** 32 + this.row.readUInt32BE(this.at - 4);
    return isoInstant(EPOCH + microseconds / 1_000);
  }

  private length(): number {
    this.at += 4;
    return this.row.readInt32BE(this.at - 4);
  }
}
