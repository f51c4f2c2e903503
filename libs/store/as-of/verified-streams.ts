import type pg from 'pg';
import { checkStream } from '../audit/check-stream.js';
import { Found, type Difference } from '../audit/difference.js';
import { eventsOfStreams, type StoredRow } from '../audit/stored-events.js';

/** A stream up to an instant, with what its chain says of itself. */
export interface VerifiedStream {
  readonly stream: string;
  readonly events: readonly [StoredRow, ...StoredRow[]];
  readonly version: number;
  /** Of the last event, hex. */
  readonly hash: string;
  /** The first thing that does not follow from the hashed bytes; null: intact. */
  readonly difference: Difference | null;
}

/** The streams that were there at an instant, each checked from its first event on as an audit does. */
export async function verifiedStreams(
  client: pg.ClientBase,
  instant: string,
  streams: readonly string[],
): Promise<readonly VerifiedStream[]> {
  const found = await eventsOfStreams(client, [...new Set(streams)]);
  return found.flatMap((events) => {
    const later = events.findIndex(({ recordedAt }) => recordedAt > instant);
    const [first, ...rest] = later === -1 ? events : events.slice(0, later);
    return first === undefined ? [] : [verified([first, ...rest])];
  });
}

function verified(events: VerifiedStream['events']): VerifiedStream {
  const last = events.at(-1) ?? events[0];
  const { streamId: stream, version, hash } = last;
  return { stream, events, version, hash: hash.toString('hex'), difference: differenceIn(events) };
}

function differenceIn(events: VerifiedStream['events']): Difference | null {
  try {
    checkStream(events);
    return null;
  } catch (error) {
    if (error instanceof Found) return error.difference;
    throw error;
  }
}
