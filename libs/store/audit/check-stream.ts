import { chainHash, genesis, type EventColumns } from '../append/chain.js';
import { fold, initialOf, type StoredEvent } from '../fold.js';
import type { StreamRow } from '../stream-row.js';
import { found } from './difference.js';
import { isSame } from './is-same.js';
import type { StoredRow } from './stored-events.js';

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

/** Checks the chain of one stream, its columns and data against the bytes that the hash covers, and folds it. */
export function checkStream(events: readonly StoredRow[]): StreamRow {
  const [first] = events;
  if (first === undefined) throw new Error('a stream without events is none');
  let row: StreamRow = {
    id: first.streamId,
    caseId: first.caseId,
    version: 0,
    head: genesis(first.streamId),
    state: initialOf(first.streamId),
  };
  for (const event of events) row = checkEvent(row, event);
  return row;
}

function checkEvent(before: StreamRow, event: StoredRow): StreamRow {
  const at = { stream: event.streamId, version: event.version };
  if (event.version !== before.version + 1) found('VERSION_GAP', { ...at, expected: before.version + 1 });
  if (!event.prevHash.equals(before.head)) found('CHAIN_BROKEN', { ...at, column: 'prev_hash' });
  if (!event.hash.equals(chainHash(event.prevHash, event.body))) found('CHAIN_BROKEN', { ...at, column: 'hash' });
  const payload = checkColumns(event, at);
  const recorded = { type: event.type, ...payload } as StoredEvent;
  const state = fold(event.streamId, before.state, recorded, event.recorder);
  return { id: before.id, caseId: event.caseId, version: event.version, head: event.hash, state };
}

function checkColumns(event: StoredRow, at: { readonly stream: string; readonly version: number }): object {
  const body = parse(event.body.toString(), at);
  for (const column of COLUMNS) if (body[column] !== event[column]) found('COLUMN_DIFFERS', { ...at, column });
  const { payload } = body;
  if (typeof payload !== 'object' || payload === null || Object.keys(body).length !== COLUMNS.length + 1)
    found('BODY_UNREADABLE', at);
  if (!isSame(payload, parse(event.data, at))) found('COLUMN_DIFFERS', { ...at, column: 'data' });
  return payload;
}

function parse(
  text: string,
  at: { readonly stream: string; readonly version: number },
): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return found('BODY_UNREADABLE', at);
  }
}
