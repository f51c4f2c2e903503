import { Inject, Injectable } from '@nestjs/common';
import { movesBetween, type Move } from '../../../libs/store/as-of/moves.js';
import { inSnapshot } from '../../../libs/store/as-of/snapshot.js';
import type { Store } from '../../../libs/store/store.js';
import type { Caller } from '../access/caller.js';
import type { Standing } from '../access/permissions.js';
import { Problem, unlessNotYet } from '../problems/problem.js';
import { actorWords, namesIn } from '../reading/actors.js';
import { AsOf } from '../reading/as-of.js';
import { ReadModels } from '../reading/read-models.js';
import { STORE } from '../store/store.token.js';
import type { Changes, ChangesQuery } from './changes.schema.js';
import { differences, type Difference } from './difference.js';

/** A stream that a part of an answer follows from; `moves`: which of its events can move that part. */
export interface Source {
  readonly stream: string;
  readonly moves?: (move: Move) => boolean;
}

/** An answer whose changes are asked for. */
export interface Question {
  /** The answer as of an instant. */
  readonly ask: (asOf: string) => Promise<object>;
  /** What a difference follows from, given both answers' instants. */
  readonly behind: (difference: Difference) => readonly Source[];
}

/** Tells what changed between two instants, and which events made it. */
@Injectable()
export class ChangesService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly past: AsOf,
    private readonly models: ReadModels,
  ) {}

  async between(query: ChangesQuery, question: (span: Span) => Question | Promise<Question>): Promise<Changes> {
    const span = { from: query.from, to: query.to ?? (await this.past.now()) };
    if (span.from >= span.to) throw new Problem('INTERVAL_REVERSED', { ...span });
    const { ask, behind } = await question(span);
    const after = await ask(span.to);
    const found = differences(await ask(span.from).catch(unlessNotYet({})), after);
    const sources = found.map((difference) => behind(difference));
    const streams = [...new Set(sources.flatMap((each) => each.map(({ stream }) => stream)))];
    const moves = await inSnapshot(this.store, span.to, (client) => movesBetween(client, span, streams));
    const changes = found.map((difference, at) => ({
      ...difference,
      path: [...difference.path],
      events: moves.filter((move) => isBehind(sources[at] ?? [], move)).map(({ position }) => position),
    }));
    const told = new Set(changes.flatMap(({ events }) => events));
    return { ...span, changes, events: await this.shown(moves.filter(({ position }) => told.has(position))) };
  }

  private async shown(moves: readonly Move[]): Promise<Changes['events']> {
    const names = await namesIn(this.models, moves);
    return moves.map(({ position, stream, version, event, actor, recorder, occurredAt, recordedAt }) => ({
      ...{ position, stream, version, type: event.type, occurredAt, recordedAt },
      ...{ actor, actorName: actorWords(actor, names).vi, recorder, recorderName: actorWords(recorder, names).vi },
    }));
  }
}

/** Who asks. */
export interface Reader {
  readonly caller: Caller;
  readonly standing: Standing;
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

function isBehind(sources: readonly Source[], move: Move): boolean {
  return sources.some(({ stream, moves }) => stream === move.stream && (moves?.(move) ?? true));
}
