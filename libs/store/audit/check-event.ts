import { hash } from 'node:crypto';
import type { EventColumns } from '../append/chain.js';
import { canonicalBody } from './canonical-body.js';
import type { Place, Report } from './difference.js';
import { isSame } from './is-same.js';
import type { StoredRow } from './stored-events.js';

/** Where a chain stands. */
export interface Link {
  readonly version: number;
  readonly hash: Buffer;
}

/** Checks one event against the one before it, and its columns and data against the bytes that its hash covers. */
export function checkEvent(before: Link, event: StoredRow, report: Report): object {
  const at = { stream: event.streamId, version: event.version };
  if (event.version !== before.version + 1) report('VERSION_GAP', { ...at, expected: before.version + 1 });
  else if (!event.prevHash.equals(before.hash)) report('CHAIN_BROKEN', { ...at, column: 'prev_hash' });
  const payload = JSON.parse(event.data) as object;
  const covered = chained(event.prevHash, canonicalBody(event, payload));
  const isCanonical = event.body.equals(covered.subarray(event.prevHash.length));
  const expected = isCanonical ? covered : Buffer.concat([event.prevHash, event.body]);
  if (hash('sha256', expected, 'hex') !== event.hash.toString('hex')) report('CHAIN_BROKEN', { ...at, column: 'hash' });
  else if (!isCanonical) whatDiffers(event, payload, at, report);
  return payload;
}

// One piece of memory for all: an event is looked at while it passes by.
let scratch = Buffer.alloc(64 * 1_024);

function chained(prevHash: Buffer, body: string): Buffer {
  const atMost = prevHash.length + body.length * 3;
  if (atMost > scratch.length) scratch = Buffer.alloc(atMost * 2);
  prevHash.copy(scratch);
  return scratch.subarray(0, prevHash.length + scratch.write(body, prevHash.length));
}

const COLUMNS = [
  'streamId',
  'version',
  'caseId',
  'type',
  'schemaVersion',
  'subjectId',
  'actor',
  'recorder',
  'commandId',
  'ordinal',
  'occurredAt',
  'recordedAt',
] as const satisfies readonly (keyof EventColumns)[];

/** The bytes are not those that the columns give: says which column it is. */
function whatDiffers(event: StoredRow, data: object, at: Place, report: Report): void {
  const body = parsed(event.body);
  const column = body && COLUMNS.find((name) => body[name] !== event[name]);
  if (column != null) report('COLUMN_DIFFERS', { ...at, column });
  else if (body === null || Object.keys(body).length !== COLUMNS.length + 1) report('BODY_UNREADABLE', at);
  else report('COLUMN_DIFFERS', { ...at, column: isSame(body['payload'], data) ? 'body' : 'data' });
}

function parsed(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
