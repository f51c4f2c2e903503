import type { Query } from '../reading/read-models.js';

// The tree of the cycle is that of its cases, whatever the registry says today.
const TREE = `
  WITH RECURSIVE tree AS (
    SELECT id, organisation FROM review_case WHERE id = ANY($1)
    UNION SELECT c.id, c.organisation FROM review_case c JOIN tree t ON c.parent_case = t.id
  )`;

/** $1 the case on top, $2 the cycle: how many stand where; `pending`: undecided in a late, absent or put-off pass. */
export const COUNTS: Query = {
  name: 'report-counts',
  text: `
    ${TREE}, members AS (
      SELECT 'members' AS population, s.decided_class AS class, s.unclassified AS reason,
        s.decided_class IS NULL AND s.unclassified IS NULL
          AND coalesce(p.state #>> ARRAY['standing', s.number::text], '') ~ '(^|/)(late|absent|put-off)(/|$)' AS pending
      FROM tree t JOIN stream s ON s.kind = 'member-review' AND s.cycle = $2 AND s.organisation = t.organisation
      LEFT JOIN stream p ON s.decided_class IS NULL AND s.unclassified IS NULL AND p.id = 'procedure/' || s.case_id
    ), organisations AS (
      SELECT CASE WHEN (s.state #>> '{opened,grassroots}')::boolean THEN 'organisations'
                  WHEN (s.state #>> '{opened,cell}')::boolean THEN 'cells' ELSE 'committees' END AS population,
        s.decided_class AS class, s.unclassified AS reason, false AS pending
      FROM tree t JOIN stream s ON s.kind = 'organisation-review' AND s.cycle = $2 AND s.organisation = t.organisation
      JOIN stream p ON p.id = 'procedure/' || s.case_id
      -- A root that nobody classifies is no object of the statistics.
      WHERE s.decided_class IS NOT NULL OR s.unclassified IS NOT NULL OR (p.state #>> '{opened,ownClassDue}')::boolean
    )
    SELECT population, class, reason, pending, count(*)::int AS count,
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf"
    FROM (SELECT * FROM members UNION ALL SELECT * FROM organisations) counted
    GROUP BY population, class, reason, pending`,
};

/** $1 the case on top, $2 the cycle: what each body has decided, the base of its ceiling. */
export const DECIDED_BY_BODY: Query = {
  name: 'report-decided',
  text: `
    ${TREE}
    SELECT s.organisation AS "decidedBy", coalesce(o.name, '') AS name, s.state -> 'decidedCounts' AS counts
    FROM tree t JOIN stream s ON s.kind = 'organisation-review' AND s.cycle = $2 AND s.organisation = t.organisation
    LEFT JOIN organisation o ON o.id = s.organisation
    WHERE EXISTS (SELECT FROM jsonb_each(s.state -> 'decidedCounts') p, jsonb_each_text(p.value) c WHERE c.value::int > 0)
    ORDER BY s.organisation`,
};

/** $1 the case on top, $2 the cycle: organisations some of whose members were decided after they were themselves. */
export const OVERTAKEN: Query = {
  name: 'report-overtaken',
  text: `
    ${TREE}
    SELECT s.organisation, jsonb_array_length(s.state -> 'overtaken') AS members
    FROM tree t JOIN stream s ON s.kind = 'organisation-review' AND s.cycle = $2 AND s.organisation = t.organisation
    WHERE jsonb_array_length(s.state -> 'overtaken') > 0
    ORDER BY s.organisation`,
};

/** $1 the cycle's stream, $2 the organisation. */
export const CYCLE_OF_REPORT: Query = {
  name: 'cycle-of-report',
  text: `SELECT s.state, coalesce(o.name, '') AS name FROM stream s LEFT JOIN organisation o ON o.id = $2 WHERE s.id = $1`,
};
