import type pg from 'pg';
import type { WorkItem } from '../../domain/procedure/work-items.js';
import type { ItemChange } from './work-item-change.js';

const GONE = {
  name: 'items-gone',
  text: `DELETE FROM work_item w USING unnest($1::text[], $2::text[], $3::text[], $4::int[]) AS g(c, s, p, n)
         WHERE w.case_id = g.c AND w.step = g.s AND w.pass = g.p AND w.subject = g.n`,
};

const COME = {
  name: 'items-come',
  text: `INSERT INTO work_item (case_id, step, pass, subject, subject_id, asks, organisation, member, due_at, offers, reference)
         SELECT c, s, p, n, i, a, o, m, d, string_to_array(f, ' '), r
         FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
           $9::timestamptz[], $10::text[], $11::text[]) AS w(c, s, p, n, i, a, o, m, d, f, r)
         ON CONFLICT (case_id, step, pass, subject) DO UPDATE SET asks = excluded.asks, organisation = excluded.organisation,
           member = excluded.member, due_at = excluded.due_at, offers = excluded.offers, reference = excluded.reference`,
};

const STEP_CLOSED = {
  name: 'items-of-step',
  text: 'DELETE FROM work_item WHERE case_id = $1 AND step = $2 AND pass = $3',
};
const CASE_CLOSED = { name: 'items-of-case', text: 'DELETE FROM work_item WHERE case_id = $1' };

const MOVED = {
  name: 'items-due',
  text: `UPDATE work_item w SET due_at = d FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS m(c, s, p, d)
         WHERE w.case_id = m.c AND w.step = m.s AND w.pass = m.p`,
};

/** Brings the work items to where the events of this transaction leave them. */
export function changeItems(client: pg.ClientBase, change: ItemChange): readonly Promise<unknown>[] {
  const { gone, come, closedSteps, closedCases, moved } = change;
  return [
    ...(gone.length === 0 ? [] : [client.query({ ...GONE, values: keys(gone) })]),
    ...(come.length === 0 ? [] : [insertItems(client, come)]),
    ...closedSteps.map(({ caseId, step, pass }) => client.query({ ...STEP_CLOSED, values: [caseId, step, pass] })),
    ...closedCases.map((caseId) => client.query({ ...CASE_CLOSED, values: [caseId] })),
    ...(moved.length === 0
      ? []
      : [client.query({ ...MOVED, values: [...steps(moved), moved.map(({ dueAt }) => dueAt)] })]),
  ];
}

/** Puts items where they are missing or different. */
export function insertItems(client: Pick<pg.ClientBase, 'query'>, items: readonly WorkItem[]): Promise<unknown> {
  const values = [
    ...keys(items),
    items.map(({ subjectId }) => subjectId),
    items.map(({ asks }) => asks),
    items.map(({ organisation }) => organisation),
    items.map(({ member }) => member),
    items.map(({ dueAt }) => dueAt),
    items.map(({ offers }) => offers.join(' ')),
    items.map(({ reference }) => reference),
  ];
  return client.query({ ...COME, values });
}

type Step = Pick<WorkItem, 'caseId' | 'step' | 'pass'>;

function steps(list: readonly Step[]): unknown[][] {
  return [list.map(({ caseId }) => caseId), list.map(({ step }) => step), list.map(({ pass }) => pass)];
}

function keys(items: readonly (Step & Pick<WorkItem, 'subject'>)[]): unknown[][] {
  return [...steps(items), items.map(({ subject }) => subject)];
}
