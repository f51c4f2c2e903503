import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The columns of an event that its hash covers, beside the payload. */
export interface EventColumns {
  readonly streamId: string;
  readonly version: number;
  readonly caseId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly subjectId: string | null;
  readonly actor: string;
  readonly recorder: string;
  readonly commandId: string;
  readonly ordinal: number;
  /** ISO 8601 in UTC with milliseconds. */
  readonly occurredAt: string;
  readonly recordedAt: string;
}

export interface ChainedEvent extends EventColumns {
  readonly data: string;
  readonly body: Buffer;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** The hash before the first event of a stream. */
export function genesis(streamId: string): Buffer {
  return createHash('sha256').update(streamId).digest();
}

export function chainHash(prevHash: Buffer, body: Buffer): Buffer {
  return createHash('sha256').update(prevHash).update(body).digest();
}

/** An event as it is stored: its exact RFC 8785 bytes, chained to what came before in its stream. */
export function chain(columns: EventColumns, payload: object, prevHash: Buffer): ChainedEvent {
  const body = Buffer.from(canonical({ ...columns, payload }));
  return { ...columns, data: JSON.stringify(payload), body, prevHash, hash: chainHash(prevHash, body) };
}

/** RFC 8785 text of a value. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('a value without JSON form cannot be recorded');
  return text;
}
