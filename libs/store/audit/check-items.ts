import type pg from 'pg';
import type { WorkItem } from '../../domain/procedure/work-items.js';
import { itemKey } from '../append/work-item-change.js';
import type { Report } from './difference.js';
import { isSame } from './is-same.js';
import { itemsOfCase } from './items-of-case.js';

/** Checks that the work items of every case are those that follow from its states, and that closed cases have no open step. */
export async function checkItems(client: pg.ClientBase, report: Report): Promise<number> {
  const { rows: cases } = await client.query<{ id: string }>(
    "SELECT id FROM review_case WHERE kind <> 'REGISTRY' ORDER BY id",
  );
  let count = 0;
  for (const { id } of cases) {
    const { items, closed, openSteps } = await itemsOfCase(client, id);
    if (closed && openSteps[0] !== undefined) report('STEP_OPEN_IN_CLOSED_CASE', { case: id, step: openSteps[0] });
    compare(id, items, await storedItems(client, id), report);
    count += items.length;
  }
  return count;
}

function compare(caseId: string, expected: readonly WorkItem[], stored: readonly WorkItem[], report: Report): void {
  const left = new Map(stored.map((item) => [itemKey(item), item]));
  for (const item of expected) {
    const row = left.get(itemKey(item));
    if (row === undefined || !isSame(row, item)) report('WORK_ITEM_DIFFERS', { case: caseId, item: itemKey(item) });
    left.delete(itemKey(item));
  }
  for (const more of left.keys()) report('WORK_ITEM_DIFFERS', { case: caseId, item: more });
}

export async function storedItems(client: pg.ClientBase, caseId: string): Promise<readonly WorkItem[]> {
  const { rows } = await client.query<WorkItem & { due: Date | null }>({
    name: 'items-of-one-case',
    text: `SELECT case_id AS "caseId", step, pass, subject, subject_id AS "subjectId", asks, organisation, member, due_at AS due,
             offers, reference FROM work_item WHERE case_id = $1`,
    values: [caseId],
  });
  return rows.map(({ due, ...row }) => ({ ...row, dueAt: due === null ? null : due.toISOString() }));
}
