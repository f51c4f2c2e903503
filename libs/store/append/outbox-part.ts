import type { WorkItem } from '../../domain/procedure/work-items.js';
import type { CaseChange } from './case-change.js';
import type { Part } from './part.js';
import type { ItemChange } from './work-item-change.js';

// A plain insert: an upsert would wait on the rows that relays hold.
const TOLD = 'INSERT INTO outbox (case_id, urgent) SELECT * FROM unnest($1::text[], $2::bool[])';

// Urgent: a step has nobody left to wait for. The items that go in the same statement are still seen here.
const TOLD_IF_EMPTY = `
  INSERT INTO outbox (case_id, urgent)
  SELECT c, u OR EXISTS (
    SELECT FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS g(gc, s, p, gone)
    WHERE gc = c AND NOT EXISTS (
      SELECT FROM work_item w WHERE w.case_id = gc AND w.step = s AND w.pass = p AND w.subject <> ALL (gone::int[])))
  FROM unnest($1::text[], $2::bool[]) AS n(c, u)`;

/** Tells the workflows of the cases that were moved, at once where a step may have come to its end. */
export function outboxPart(cases: readonly CaseChange[], items: ItemChange): readonly Part[] {
  const told = cases.filter(({ tell }) => tell !== null);
  if (told.length === 0) return [];
  const values = [told.map(({ id }) => id), told.map(({ tell }) => tell === 'URGENT')];
  const left = stepsLeft(items);
  if (left.length === 0) return [{ key: 'outbox', sql: TOLD, values }];
  const steps = [
    left.map(([{ caseId }]) => caseId),
    left.map(([{ step }]) => step),
    left.map(([{ pass }]) => pass),
    left.map((gone) => `{${gone.map(({ subject }) => subject).join(',')}}`),
  ];
  return [{ key: 'outbox-empty', sql: TOLD_IF_EMPTY, values: [...values, ...steps] }];
}

type Items = readonly [WorkItem, ...WorkItem[]];

/** The items that go, by step; a step that gets items at the same time is not at its end. */
function stepsLeft({ gone, come }: ItemChange): readonly Items[] {
  const stepOf = ({ caseId, step, pass }: WorkItem): string => `${caseId}|${step}|${pass}`;
  const refilled = new Set(come.map(stepOf));
  const steps = new Map<string, [WorkItem, ...WorkItem[]]>();
  for (const item of gone) {
    const step = steps.get(stepOf(item));
    if (step !== undefined) step.push(item);
    else if (!refilled.has(stepOf(item))) steps.set(stepOf(item), [item]);
  }
  return [...steps.values()];
}
