import type { Plan, World } from '../../../libs/domain/handling/world.js';
import { cycleCase, procedureStream } from '../../../libs/domain/ids.js';
import type { CaseOpened } from '../../../libs/domain/procedure/events.js';
import type { ProcedureState } from '../../../libs/domain/procedure/evolve.js';
import { alone, rowsAsOf, type PastRows } from '../../../libs/store/as-of/as-of.js';
import { askPast } from '../../../libs/store/as-of/past-query.js';
import { loadedOf, worldOf } from '../../../libs/store/loaded.js';
import { read } from '../../../libs/store/read.js';
import type { Store } from '../../../libs/store/store.js';
import { Problem } from '../problems/problem.js';
import { CYCLES_BY_INDEX } from './cycles-of-year.js';
import type { Query, Reading } from './read-models.js';

const CYCLES_OF_YEAR = {
  name: 'cycles-of-year',
  text: `WITH RECURSIVE ${CYCLES_BY_INDEX} SELECT id FROM cycle_year WHERE year = $1`,
};

/** Answers the questions of lists, reviews and reports from rows as they stood at an instant; names are those of today. */
export class Past implements Reading {
  constructor(
    private readonly store: Store,
    private readonly past: PastRows,
  ) {}

  rows<Row>({ text }: Query, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return askPast<Row & object>(this.store, this.past, text, values);
  }

  async first<Row>(query: Query, ...values: readonly unknown[]): Promise<Row | null> {
    const [row] = await this.rows<Row>(query, ...values);
    return row ?? null;
  }

  async world({ streams }: Pick<Plan, 'streams'>): Promise<World> {
    return worldOf(loadedOf({ cases: [], membersOf: [], below: null, streams }, [], this.past.streams, null));
  }

  async opened(caseId: string): Promise<CaseOpened | null> {
    const row = this.past.streams.find(({ id }) => id === procedureStream(caseId));
    return (row?.state as ProcedureState | undefined)?.opened ?? null;
  }

  /** Which cycles there are is asked of today; what is recorded of them, of the instant. */
  async ofYear(year: number, streamsIn: (cycle: string) => readonly string[]): Promise<Reading> {
    const rows = await read<{ id: string }>(this.store, { ...CYCLES_OF_YEAR, values: [year] });
    const cycles = rows.map(({ id }) => id);
    const scope = { cases: cycles.map(cycleCase), streams: cycles.flatMap(streamsIn), follow: alone };
    return new Past(this.store, await rowsAsOf(this.store, this.past.instant, scope));
  }

  has(caseId: string): boolean {
    return this.past.cases.some(({ id }) => id === caseId);
  }

  absent(): Problem {
    return new Problem('NOT_YET_RECORDED', { asOf: this.past.instant });
  }
}
