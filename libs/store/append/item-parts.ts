import type { WorkItem } from '../../domain/procedure/work-items.js';
import { partOf, type Part } from './part.js';
import type { ItemChange } from './work-item-change.js';

/** Brings the work items to where the events of this transaction leave them. */
export function itemParts({ gone, come, closedSteps, closedCases, moved }: ItemChange): readonly Part[] {
  return [
    ...(gone.length === 0 ? [] : [gonePart(gone)]),
    ...(come.length === 0 ? [] : [comePart(come)]),
    ...(closedSteps.length === 0 ? [] : [stepsPart(closedSteps)]),
    ...(closedCases.length === 0 ? [] : [casesPart(closedCases)]),
    ...(moved.length === 0 ? [] : [movedPart(moved)]),
  ];
}

const STEP = { c: 'text', s: 'text', p: 'text' };
const SAME_STEP = 'w.case_id = r.c AND w.step = r.s AND w.pass = r.p';

type Step = Pick<WorkItem, 'caseId' | 'step' | 'pass'>;
const stepOf = ({ caseId, step, pass }: Step): readonly unknown[] => [caseId, step, pass];

function gonePart(items: readonly WorkItem[]): Part {
  const rows = items.map((item) => [...stepOf(item), item.subject]);
  return partOf(
    'gone',
    { ...STEP, n: 'int' },
    rows,
    (from) => `DELETE FROM work_item w USING ${from} WHERE ${SAME_STEP} AND w.subject = r.n`,
  );
}

const ITEM = {
  case_id: 'text',
  step: 'text',
  pass: 'text',
  subject: 'int',
  subject_id: 'text',
  asks: 'text',
  organisation: 'text',
  member: 'text',
  due_at: 'timestamptz',
  offers: 'text',
  reference: 'text',
};

/** Puts items where they are missing or different. */
export function comePart(items: readonly WorkItem[]): Part {
  const rows = items.map((item) => [
    ...stepOf(item),
    item.subject,
    item.subjectId,
    item.asks,
    item.organisation,
    item.member,
    item.dueAt,
    item.offers.join(' '),
    item.reference,
  ]);
  return partOf(
    'come',
    ITEM,
    rows,
    (from) => `
    INSERT INTO work_item (${Object.keys(ITEM).join(', ')})
    SELECT case_id, step, pass, subject, subject_id, asks, organisation, member, due_at, string_to_array(offers, ' '), reference
    FROM ${from}
    ON CONFLICT (case_id, step, pass, subject) DO UPDATE SET asks = excluded.asks, organisation = excluded.organisation,
      member = excluded.member, due_at = excluded.due_at, offers = excluded.offers, reference = excluded.reference`,
  );
}

function stepsPart(closed: readonly Step[]): Part {
  return partOf(
    'steps',
    STEP,
    closed.map(stepOf),
    (from) => `DELETE FROM work_item w USING ${from} WHERE ${SAME_STEP}`,
  );
}

function casesPart(closed: readonly string[]): Part {
  const rows = closed.map((caseId) => [caseId]);
  return partOf('closed', { c: 'text' }, rows, (from) => `DELETE FROM work_item w USING ${from} WHERE w.case_id = r.c`);
}

function movedPart(moved: ItemChange['moved']): Part {
  const rows = moved.map((step) => [...stepOf(step), step.dueAt]);
  return partOf(
    'due',
    { ...STEP, d: 'timestamptz' },
    rows,
    (from) => `UPDATE work_item w SET due_at = r.d FROM ${from} WHERE ${SAME_STEP}`,
  );
}
