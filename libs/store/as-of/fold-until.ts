import type pg from 'pg';
import { procedureStream } from '../../domain/ids.js';
import { emptyProcedure, type ProcedureState } from '../../domain/procedure/evolve.js';
import type { CaseOfEvents } from '../audit/cases-of-events.js';
import { caseParts } from '../case-id.js';
import { fold, initialOf } from '../fold.js';
import type { StreamRow } from '../stream-row.js';
import { eventsUntil, type RecordedEvent } from './recorded-events.js';

interface CaseFacts {
  readonly commands: Set<string>;
  root: string | null;
  parent: string | null;
  opened: boolean;
  closed: boolean;
}

/** Streams and cases as they grow from events recorded up to an instant. */
export class Fold {
  readonly #client: pg.ClientBase;
  readonly #instant: string;
  readonly #rows = new Map<string, StreamRow>();
  readonly #cases = new Map<string, CaseFacts>();
  readonly #taken = new Set<string>();

  constructor(client: pg.ClientBase, instant: string) {
    this.#client = client;
    this.#instant = instant;
  }

  get size(): number {
    return this.#taken.size;
  }

  get streams(): readonly StreamRow[] {
    return [...this.#rows.values()];
  }

  /** Folds these streams, each once. */
  async take(streams: readonly string[]): Promise<void> {
    const fresh = streams.filter((stream) => !this.#taken.has(stream));
    for (const stream of fresh) this.#taken.add(stream);
    for await (const recorded of eventsUntil(this.#client, this.#instant, fresh)) {
      this.#rows.set(recorded.stream, after(this.#rows.get(recorded.stream), recorded));
      this.#note(recorded);
    }
  }

  procedure(caseId: string): ProcedureState {
    return (this.#rows.get(procedureStream(caseId))?.state as ProcedureState | undefined) ?? emptyProcedure(caseId);
  }

  /** The row of a case whose streams were all taken; null while nothing is recorded of it. */
  case(id: string): CaseOfEvents | null {
    const facts = this.#cases.get(id);
    if (facts === undefined) return null;
    const { commands, root, ...rest } = facts;
    const { kind, cycle, organisation } = caseParts(id);
    return { id, kind, cycle, organisation: organisation ?? root, version: commands.size, ...rest };
  }

  #note({ caseId, commandId, event }: RecordedEvent): void {
    const facts = this.#cases.get(caseId) ?? {
      commands: new Set(),
      root: null,
      parent: null,
      opened: false,
      closed: false,
    };
    this.#cases.set(caseId, facts);
    facts.commands.add(commandId);
    if (event.type === 'CycleCreated') facts.root = event.root;
    if (event.type === 'CaseClosed') facts.closed = true;
    if (event.type !== 'CaseOpened') return;
    facts.opened = true;
    facts.parent = event.parent;
  }
}

/** The row of a stream after one more event. */
export function after(before: StreamRow | undefined, recorded: RecordedEvent): StreamRow {
  const { stream, version, caseId, event, recorder, hash } = recorded;
  const state = before === undefined ? initialOf(stream) : before.state;
  return { id: stream, caseId, version, head: hash, state: fold(stream, state, event, recorder) };
}
