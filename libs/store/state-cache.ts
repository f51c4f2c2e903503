import type { CycleEvent, CycleState } from '../domain/cycle/events.js';
import { cycleStream, memberStream, procedureStream } from '../domain/ids.js';
import { emptyProcedure, type ProcedureState } from '../domain/procedure/evolve.js';
import type { Needs } from './loaded.js';
import type { StreamRow } from './stream-row.js';
import { read, type Pooled } from './read.js';

export type CycleCreated = Extract<CycleEvent, { readonly type: 'CycleCreated' }>;

// Two kilobytes each, more or less: what is at work, not what is stored.
const CAPACITY = 10_000;

const ROW = {
  name: 'stream',
  text: 'SELECT id, case_id AS "caseId", version, head, state FROM stream WHERE id = $1',
};

/**
 * States that this process has seen. A state is named by the head of its stream, so one that is kept is never wrong: the
 * database is told what is known, and sends what is newer. Peeks use what never changes once recorded, however old.
 */
export class StateCache {
  readonly #rows = new Map<string, StreamRow>();
  readonly #store: Pooled;

  constructor(store: Pooled) {
    this.#store = store;
  }

  /** How a case was opened; read anew until it is. */
  readonly case = async (caseId: string): Promise<ProcedureState> => {
    const state = await this.#peek<ProcedureState>(procedureStream(caseId), ({ opened }) => opened !== null);
    return state ?? emptyProcedure(caseId);
  };

  /** How a cycle was created; null as long as it is not. */
  readonly cycle = async (cycle: string): Promise<CycleCreated | null> => {
    const state = await this.#peek<CycleState>(cycleStream(cycle), ({ created }) => created !== null);
    return state?.created ?? null;
  };

  keep(rows: Iterable<StreamRow>): void {
    for (const row of rows) {
      // The oldest use is first in a map's order.
      this.#rows.delete(row.id);
      this.#rows.set(row.id, row);
      if (this.#rows.size > CAPACITY) this.#rows.delete(this.#rows.keys().next().value ?? row.id);
    }
  }

  /** What is known of the streams that a plan names. */
  known({ cases, streams, membersOf }: Needs): ReadonlyMap<string, StreamRow> {
    const members = membersOf.flatMap((caseId) => {
      const opened = (this.#rows.get(procedureStream(caseId))?.state as ProcedureState | undefined)?.opened;
      return opened?.subjects.map((member) => memberStream(opened.cycle, member)) ?? [];
    });
    const known = [...cases.map(procedureStream), ...streams, ...members].flatMap((id) => this.#rows.get(id) ?? []);
    return new Map(known.map((row) => [row.id, row]));
  }

  async #peek<State>(stream: string, holds: (state: State) => boolean): Promise<State | undefined> {
    const kept = this.#rows.get(stream)?.state as State | undefined;
    if (kept !== undefined && holds(kept)) return kept;
    const rows = await read<StreamRow>(this.#store, { ...ROW, values: [stream] });
    this.keep(rows);
    return rows[0]?.state as State | undefined;
  }
}

/** A row as the database sends it: without its state where that is known by its head. */
export type SentRow = Omit<StreamRow, 'state'> & { readonly state: unknown };

/** The rows with the states that were known put back. */
export function withKnown(rows: readonly SentRow[], known: ReadonlyMap<string, StreamRow>): readonly StreamRow[] {
  return rows.map((row) => (row.state === null ? { ...row, state: known.get(row.id)?.state } : row));
}
