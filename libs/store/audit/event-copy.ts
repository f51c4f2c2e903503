import type { StreamRow } from '../stream-row.js';
import type { StreamColumns } from '../stream-columns.js';
import { isoInstant } from './iso-instant.js';
import type { StoredRow } from './stored-events.js';

/** The stored row of a stream. */
export type StoredStream = StreamRow & StreamColumns;

export const EVENTS = `
  SELECT stream_id, version, case_id, type, schema_version, subject_id, body, data, actor, recorder, command_id::text,
    ordinal, occurred_at, recorded_at, prev_hash, hash FROM event`;

/** Reads a row of that in PostgreSQL's binary form; `body` and `prevHash` are where the row lies, and gone with it. */
export function copiedEvent(row: Buffer): StoredRow {
  const field = new Fields(row);
  return {
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
    // The next event follows on it.
    hash: Buffer.from(field.bytes() ?? NOTHING),
  };
}

export const STREAMS =
  'SELECT id, case_id, version, head, state, kind, cycle, organisation, member, number FROM stream';

/** The same for a row of that; nothing of it is read before it is needed. */
export function copiedStream(row: Buffer): { readonly id: string; readonly whole: () => StoredStream } {
  const kept = Buffer.from(row);
  return { id: new Fields(kept).text() ?? '', whole: () => storedStream(new Fields(kept)) };
}

function storedStream(field: Fields): StoredStream {
  return {
    id: field.text() ?? '',
    caseId: field.text() ?? '',
    version: field.integer() ?? 0,
    head: field.bytes() ?? NOTHING,
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
