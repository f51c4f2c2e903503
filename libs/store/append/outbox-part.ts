import type { WorkItem } from '../../domain/procedure/work-items.js';
import type { CaseChange } from './case-change.js';
import { partOf, type Part } from './part.js';
import type { ItemChange } from './work-item-change.js';

/** Tells the workflows of the cases that were moved, at once where a step may have come to its end. */
export function outboxPart(cases: readonly CaseChange[], items: ItemChange): readonly Part[] {
  const left = stepsLeft(items);
  const told = cases.filter(({ tell }) => tell !== null);
  const certain = told.filter(({ id, tell }) => tell === 'URGENT' || !left.some(([{ caseId }]) => caseId === id));
  const depends = left.filter(
    ([{ caseId }]) => told.some(({ id }) => id === caseId) && !certain.some(({ id }) => id === caseId),
  );
  return [
    ...(certain.length === 0 ? [] : [toldPart(certain)]),
    ...(depends.length === 0 ? [] : [toldIfEmptyPart(depends)]),
  ];
}

// A plain insert: an upsert would wait on the rows that relays hold.
function toldPart(cases: readonly CaseChange[]): Part {
  const rows = cases.map(({ id, tell }) => [id, tell === 'URGENT']);
  return partOf(
    'told',
    { c: 'text', u: 'bool' },
    rows,
    (from) => `
    INSERT INTO outbox (case_id, urgent) SELECT c, u FROM ${from}`,
  );
}

// Urgent: a step has nobody left to wait for. The items that go in the same statement are still seen here.
function toldIfEmptyPart(left: readonly Items[]): Part {
  const rows = left.map((gone) => [
    gone[0].caseId,
    gone[0].step,
    gone[0].pass,
    `{${gone.map(({ subject }) => subject).join(',')}}`,
  ]);
  return partOf(
    'left',
    { c: 'text', s: 'text', p: 'text', gone: 'text' },
    rows,
    (from) => `
    INSERT INTO outbox (case_id, urgent)
    SELECT c, bool_or(NOT EXISTS (
      SELECT FROM work_item w WHERE w.case_id = c AND w.step = s AND w.pass = p AND w.subject <> ALL (gone::int[])))
    FROM ${from} GROUP BY c`,
  );
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
