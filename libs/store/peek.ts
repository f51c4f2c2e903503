import type pg from 'pg';
import type { CycleEvent } from '../domain/cycle/events.js';
import type { CycleState } from '../domain/cycle/events.js';
import { cycleStream, procedureStream } from '../domain/ids.js';
import { emptyProcedure, type ProcedureState } from '../domain/procedure/evolve.js';

type CycleCreated = Extract<CycleEvent, { readonly type: 'CycleCreated' }>;

const STATE = { name: 'peek', text: 'SELECT state FROM stream WHERE id = $1' };

// About 2 kB each; a nation's cases do not fit, those at work do.
const CAPACITY = 5_000;

/**
 * States read without locks, for what never changes once recorded: how a case was opened, how a cycle was created.
 * A case that is not open yet is read again each time.
 */
export class PeekCache {
  readonly #cases = new Map<string, ProcedureState>();
  readonly #cycles = new Map<string, CycleCreated>();
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  readonly case = async (caseId: string): Promise<ProcedureState> => {
    const known = this.#cases.get(caseId);
    if (known !== undefined) return known;
    const state = (await this.#read<ProcedureState>(procedureStream(caseId))) ?? emptyProcedure(caseId);
    this.note(state);
    return state;
  };

  readonly cycle = async (cycle: string): Promise<CycleCreated | null> => {
    const known = this.#cycles.get(cycle);
    if (known !== undefined) return known;
    const created = (await this.#read<CycleState>(cycleStream(cycle)))?.created ?? null;
    if (created !== null) remember(this.#cycles, cycle, created);
    return created;
  };

  /** Keeps a state that was loaded anyway. */
  note(state: ProcedureState): void {
    if (state.opened !== null) remember(this.#cases, state.caseId, state);
  }

  async #read<State>(stream: string): Promise<State | undefined> {
    const { rows } = await this.#pool.query<{ state: State }>({ ...STATE, values: [stream] });
    return rows[0]?.state;
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size >= CAPACITY && !map.has(key)) map.delete(map.keys().next().value ?? key);
  map.set(key, value);
}
