import type { Plan, World } from '../../../libs/domain/handling/world.js';
import { procedureStream } from '../../../libs/domain/ids.js';
import type { CaseOpened } from '../../../libs/domain/procedure/events.js';
import type { ProcedureState } from '../../../libs/domain/procedure/evolve.js';
import type { PastRows } from '../../../libs/store/as-of/as-of.js';
import { askPast } from '../../../libs/store/as-of/past-query.js';
import { loadedOf, worldOf } from '../../../libs/store/loaded.js';
import type { Store } from '../../../libs/store/store.js';
import { Problem } from '../problems/problem.js';
import type { Query, Reading } from './read-models.js';

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

  has(caseId: string): boolean {
    return this.past.cases.some(({ id }) => id === caseId);
  }

  absent(): Problem {
    return new Problem('NOT_YET_RECORDED', { asOf: this.past.instant });
  }
}
