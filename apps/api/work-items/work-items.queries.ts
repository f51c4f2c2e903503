import type { Query } from '../reading/read-models.js';

// One branch for each way in which an item may be the caller's. OFFSET 0 keeps each a walk along its index: a statement
// that was planned while the tables were small would read them whole ever after. Names are found for one page only, not
// for the thousands of items that a clerk of a district has.
const ITEMS = `
  SELECT case_id, pass, step, subject, subject_id, asks, organisation, member, due_at, offers, reference FROM work_item`;

/**
 * $1 the caller as a member · $2, $3 organisations and what their posts answer for, pairwise · $4 organisations whose papers
 * he records · $5 cycle · $6 step · $7 case · $8 subject · $9 limit · $10 … $14 the last item of the page before.
 */
export const ITEMS_OF_CALLER: Query = {
  name: 'items-of-caller',
  text: `
    WITH mine AS (
      ${ITEMS} WHERE member = $1
      UNION SELECT i.* FROM unnest($2::text[], $3::text[]) AS p (organisation, asks),
        LATERAL (${ITEMS} w WHERE w.organisation = p.organisation AND w.asks = p.asks OFFSET 0) i
      UNION SELECT i.* FROM unnest($4::text[]) AS o (id),
        LATERAL (SELECT id FROM review_case WHERE organisation = o.id OFFSET 0) c,
        LATERAL (${ITEMS} WHERE case_id = c.id OFFSET 0) i
    ), page AS (
      SELECT w.*, c.cycle, c.organisation AS reviewed
      FROM mine w JOIN review_case c ON c.id = w.case_id
      WHERE ($5::text IS NULL OR c.cycle = $5) AND ($6::text IS NULL OR w.step = $6)
        AND ($7::text IS NULL OR w.case_id = $7) AND ($8::text IS NULL OR w.subject_id = $8)
        AND ($11::text IS NULL OR
          (coalesce(w.due_at, 'infinity'), w.case_id, w.step, w.pass, w.subject) >
          (coalesce($10::timestamptz, 'infinity'), $11, $12::text, $13::text, $14::int))
      ORDER BY coalesce(w.due_at, 'infinity'), w.case_id, w.step, w.pass, w.subject
      LIMIT $9
    )
    SELECT w.case_id AS "case", w.cycle, w.reviewed AS organisation, w.pass, w.step, w.subject, w.subject_id AS "subjectId",
      coalesce(p.name, o.name, '') AS "subjectName", w.asks, w.organisation AS "askedOf", w.due_at AS "dueAt",
      coalesce(w.due_at < clock_timestamp(), false) AS overdue, w.reference, w.offers
    FROM page w
    LEFT JOIN person p ON p.id = CASE WHEN w.subject_id ~ '^[0-9a-f-]{36}$' THEN w.subject_id::uuid END
    LEFT JOIN organisation o ON o.id = w.subject_id
    ORDER BY coalesce(w.due_at, 'infinity'), w.case_id, w.step, w.pass, w.subject`,
};
