import type { WorkItem } from '../../domain/procedure/work-items.js';
import type { Part } from './part.js';
import type { ItemChange } from './work-item-change.js';

const GONE = `
  DELETE FROM work_item w USING unnest($1::text[], $2::text[], $3::text[], $4::int[]) AS g(c, s, p, n)
  WHERE w.case_id = g.c AND w.step = g.s AND w.pass = g.p AND w.subject = g.n`;

const COME = `
  INSERT INTO work_item (case_id, step, pass, subject, subject_id, asks, organisation, member, due_at, offers, reference)
  SELECT c, s, p, n, i, a, o, m, d, string_to_array(f, ' '), r
  FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::timestamptz[], $10::text[], $11::text[]) AS w(c, s, p, n, i, a, o, m, d, f, r)
  ON CONFLICT (case_id, step, pass, subject) DO UPDATE SET asks = excluded.asks, organisation = excluded.organisation,
    member = excluded.member, due_at = excluded.due_at, offers = excluded.offers, reference = excluded.reference`;

const STEPS_CLOSED = `
  DELETE FROM work_item w USING unnest($1::text[], $2::text[], $3::text[]) AS g(c, s, p)
  WHERE w.case_id = g.c AND w.step = g.s AND w.pass = g.p`;

const CASES_CLOSED = 'DELETE FROM work_item WHERE case_id = ANY($1::text[])';

const MOVED = `
  UPDATE work_item w SET due_at = d FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS m(c, s, p, d)
  WHERE w.case_id = m.c AND w.step = m.s AND w.pass = m.p`;

/** Brings the work items to where the events of this transaction leave them. */
export function itemParts({ gone, come, closedSteps, closedCases, moved }: ItemChange): readonly Part[] {
  const parts: readonly Part[] = [
    { key: 'gone', sql: GONE, values: keys(gone) },
    comePart(come),
    { key: 'steps', sql: STEPS_CLOSED, values: steps(closedSteps) },
    { key: 'closed', sql: CASES_CLOSED, values: [closedCases] },
    { key: 'due', sql: MOVED, values: [...steps(moved), moved.map(({ dueAt }) => dueAt)] },
  ];
  const filled = [gone, come, closedSteps, closedCases, moved].map((list) => list.length > 0);
  return parts.filter((_, at) => filled[at]);
}

/** Puts items where they are missing or different. */
export function comePart(items: readonly WorkItem[]): Part {
  return {
    key: 'come',
    sql: COME,
    values: [
      ...keys(items),
      items.map(({ subjectId }) => subjectId),
      items.map(({ asks }) => asks),
      items.map(({ organisation }) => organisation),
      items.map(({ member }) => member),
      items.map(({ dueAt }) => dueAt),
      items.map(({ offers }) => offers.join(' ')),
      items.map(({ reference }) => reference),
    ],
  };
}

type Step = Pick<WorkItem, 'caseId' | 'step' | 'pass'>;

function steps(list: readonly Step[]): readonly unknown[][] {
  return [list.map(({ caseId }) => caseId), list.map(({ step }) => step), list.map(({ pass }) => pass)];
}

function keys(items: readonly (Step & Pick<WorkItem, 'subject'>)[]): readonly unknown[][] {
  return [...steps(items), items.map(({ subject }) => subject)];
}
