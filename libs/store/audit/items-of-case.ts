import type pg from 'pg';
import { workItemsOf } from '../../domain/handling/handle.js';
import { cycleStream, procedureStream } from '../../domain/ids.js';
import { openSteps, type ProcedureState } from '../../domain/procedure/evolve.js';
import type { WorkItem } from '../../domain/procedure/work-items.js';
import { caseParts } from '../case-id.js';
import type { StreamRow } from '../stream-row.js';
import { loadedOf, worldOf } from '../loaded.js';

export interface CaseItems {
  readonly items: readonly WorkItem[];
  readonly closed: boolean;
  /** Steps that stand open, by name and pass. */
  readonly openSteps: readonly string[];
}

/** All work items of a case, derived from the stored states. */
export async function itemsOfCase(client: pg.ClientBase, caseId: string): Promise<CaseItems> {
  const { rows } = await client.query<StreamRow>({
    name: 'states-of-case',
    text: 'SELECT id, case_id AS "caseId", version, head, state FROM stream WHERE case_id = $1 OR id = $2',
    values: [caseId, cycleStream(caseParts(caseId).cycle ?? '')],
  });
  const state = rows.find(({ id }) => id === procedureStream(caseId))?.state as ProcedureState | undefined;
  if (state === undefined) return { items: [], closed: false, openSteps: [] };
  const needs = { cases: [caseId], streams: rows.map(({ id }) => id), membersOf: [], below: null };
  return {
    items: workItemsOf(caseId, worldOf(loadedOf(needs, [], rows, null))),
    closed: state.closed,
    openSteps: openSteps(state).map(({ step, pass }) => `${step} ${pass}`),
  };
}
