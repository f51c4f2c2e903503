import type pg from 'pg';
import { initialOf } from '../fold.js';
import type { StreamRow } from '../stream-row.js';
import { after } from './fold-until.js';
import { eventsUntil, type RecordedEvent } from './recorded-events.js';

/** An event and the parts of its stream's state that it changed. */
export interface Move extends RecordedEvent {
  readonly parts: readonly string[];
}

/** What was recorded on some streams after one instant and up to another, each with what it changed. */
export async function movesBetween(
  client: pg.ClientBase,
  { from, to }: { readonly from: string; readonly to: string },
  streams: readonly string[],
): Promise<readonly Move[]> {
  const moves: Move[] = [];
  let row: StreamRow | undefined;
  for await (const recorded of eventsUntil(client, to, streams)) {
    const before: StreamRow | undefined = row?.id === recorded.stream ? row : undefined;
    row = after(before, recorded);
    if (recorded.recordedAt <= from) continue;
    moves.push({ ...recorded, parts: changedParts(before?.state ?? initialOf(recorded.stream), row.state) });
  }
  return moves.sort((left, right) => left.position - right.position);
}

// Folds copy what they leave as it is: another reference is another value.
function changedParts(before: unknown, now: unknown): readonly string[] {
  const [old, fresh] = [before, now] as readonly Readonly<Record<string, unknown>>[];
  return Object.keys(fresh ?? {}).filter((part) => old?.[part] !== fresh?.[part]);
}
