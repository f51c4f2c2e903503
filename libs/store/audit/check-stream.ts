import { genesis } from '../append/chain.js';
import { fold, initialOf, type StoredEvent } from '../fold.js';
import type { StreamRow } from '../stream-row.js';
import { checkEvent } from './check-event.js';
import { found, type Report } from './difference.js';
import type { StoredRow } from './stored-events.js';

/** Checks the chain of one stream, its columns and data against the bytes that the hash covers, and folds it. */
export function checkStream(events: readonly StoredRow[], report: Report = found): StreamRow {
  const [first] = events;
  if (first === undefined) throw new Error('a stream without events is none');
  return events.reduce((row, event) => checkNext(row, event, report), beforeFirst(first));
}

/** A stream before its first event. */
export function beforeFirst({ streamId, caseId }: Pick<StoredRow, 'streamId' | 'caseId'>): StreamRow {
  return { id: streamId, caseId, version: 0, head: genesis(streamId), state: initialOf(streamId) };
}

/** Checks the next event of a stream and folds it in. */
export function checkNext(before: StreamRow, event: StoredRow, report: Report): StreamRow {
  const payload = checkEvent({ version: before.version, hash: before.head }, event, report);
  const recorded = { type: event.type, ...payload } as StoredEvent;
  const state = fold(event.streamId, before.state, recorded, event.recorder);
  return { id: before.id, caseId: event.caseId, version: event.version, head: event.hash, state };
}
