import { schemaVersionOf } from '../../domain/handling/schema-versions.js';
import type { StreamRow } from '../stream-row.js';
import { fold, initialOf, type StoredEvent } from '../fold.js';
import { chain, genesis, type ChainedEvent } from './chain.js';
import { instantOf } from './instant.js';

/** One event to record; libs/domain/handling/world.ts `Recorded`, or one of the registry. */
export interface NewEvent {
  readonly stream: string;
  readonly caseId: string;
  readonly subject: string | null;
  readonly event: StoredEvent;
  /** Who acted, when another recorded it. */
  readonly by?: string;
  readonly occurredAt?: string;
}

export interface Recording {
  readonly commandId: string;
  readonly recorder: string;
  /** The instant of recording. */
  readonly now: string;
}

export interface Folded {
  readonly events: readonly ChainedEvent[];
  readonly streams: ReadonlyMap<string, StreamRow>;
}

/** The events chained to their streams, and the streams as they stand after them. */
export function foldEvents(
  before: ReadonlyMap<string, StreamRow>,
  recorded: readonly NewEvent[],
  recording: Recording,
): Folded {
  const { commandId, recorder, now } = recording;
  const streams = new Map<string, StreamRow>();
  const events = recorded.map(({ stream, caseId, subject, event, by, occurredAt }, ordinal) => {
    const standing = streams.get(stream) ?? before.get(stream) ?? fresh(stream, caseId);
    if (standing.caseId !== caseId) throw new Error(`${stream} belongs to ${standing.caseId}, not to ${caseId}`);
    const { type, ...payload } = event;
    const chained = chain(
      {
        streamId: stream,
        version: standing.version + 1,
        caseId,
        type,
        schemaVersion: schemaVersionOf(type),
        subjectId: subject,
        actor: by ?? recorder,
        recorder,
        commandId,
        ordinal,
        occurredAt: occurredAt === undefined ? now : instantOf(occurredAt),
        recordedAt: now,
      },
      payload,
      standing.head,
    );
    const state = fold(stream, standing.state, event, recorder);
    streams.set(stream, { id: stream, caseId, version: chained.version, head: chained.hash, state });
    return chained;
  });
  return { events, streams };
}

function fresh(stream: string, caseId: string): StreamRow {
  return { id: stream, caseId, version: 0, head: genesis(stream), state: initialOf(stream) };
}
