import { PENDING_PASS } from '../../../libs/domain/procedure/passes.js';
import type { Query } from '../reading/read-models.js';

// The tree is that of the cases, whatever the registry says. Beneath the root of a year is the whole year: read along its
// index it costs a tenth of what walking down a province costs.
const BENEATH = `
  WITH RECURSIVE top AS (
    SELECT id, version, cycle, coalesce(parent_case = 'cycle/' || cycle, false) AS root FROM review_case WHERE id = $1
  ), tree AS (
    SELECT id, version FROM top WHERE NOT root
    UNION ALL SELECT c.id, c.version FROM review_case c JOIN tree t ON c.parent_case = t.id
  ), beneath AS (
    SELECT id, version FROM tree
    UNION ALL SELECT c.id, c.version FROM top JOIN review_case c ON c.cycle = top.cycle
      WHERE top.root AND c.id <> 'cycle/' || c.cycle
  )`;

/**
 * $1 the case on top: how many cases it and all beneath it are, and the sum of their versions. Cases only come and versions
 * only rise, so both are the same only where nothing has moved.
 */
export const STANDING: Query = {
  name: 'report-standing',
  text: `${BENEATH}
    SELECT count(*)::int AS cases, coalesce(sum(version), 0)::float8 AS versions,
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf"
    FROM beneath`,
};

/** $1 the case on top: it and all beneath it, each with its version. */
export const CASES: Query = {
  name: 'report-cases',
  text: `${BENEATH} SELECT id, version FROM beneath`,
};

/** $1 cases: how many of the members of each stand where; of those without a class their numbers, and who stands in the lowest. */
export const MEMBERS_OF_CASES: Query = {
  name: 'report-members',
  text: `
    SELECT c.id, s.decided_class AS class, s.unclassified AS reason, count(*)::int AS count,
      array_agg(s.number) FILTER (WHERE s.decided_class IS NULL AND s.unclassified IS NULL) AS undecided,
      array_agg(s.member) FILTER (WHERE s.decided_class = 'NOT_COMPLETED') AS lowest
    FROM review_case c
    JOIN stream s ON s.kind = 'member-review' AND s.cycle = c.cycle AND s.organisation = c.organisation
    WHERE c.id = ANY($1)
    GROUP BY c.id, 2, 3`,
};

/** $1 cases: numbers of those who stand in a late, absent or put-off pass. */
export const AWAITED_IN_CASES: Query = {
  name: 'report-awaited',
  text: `
    SELECT c.id, array_agg(e.key::int) AS numbers
    FROM review_case c JOIN stream p ON p.id = 'procedure/' || c.id, jsonb_each_text(p.state -> 'standing') e
    WHERE c.id = ANY($1) AND e.value ~ '${PENDING_PASS}'
    GROUP BY c.id`,
};

/**
 * $1 cases: the organisation of each, what its body has decided (the base of its ceiling), and how many members were
 * decided after it was itself. A root that nobody classifies is no object of the statistics.
 */
export const ORGANISATIONS_OF_CASES: Query = {
  name: 'report-organisations',
  text: `
    SELECT c.id, c.version, c.organisation, own."decidedCounts" AS decided, own."decidedInGroups",
      own."ceilingExceptions",
      coalesce(jsonb_array_length(own.overtaken), 0) AS overtaken,
      CASE WHEN (own.opened ->> 'grassroots')::boolean THEN 'organisations'
           WHEN (own.opened ->> 'cell')::boolean THEN 'cells' ELSE 'committees' END AS population,
      s.decided_class AS class, s.unclassified AS reason,
      s.id IS NOT NULL AND (s.decided_class IS NOT NULL OR s.unclassified IS NOT NULL
        OR coalesce((p.state #>> '{opened,ownClassDue}')::boolean, false)) AS counts
    FROM review_case c
    LEFT JOIN stream s ON s.kind = 'organisation-review' AND s.cycle = c.cycle AND s.organisation = c.organisation
    -- Each -> on a large state would unpack all of it again.
    LEFT JOIN LATERAL jsonb_to_record(s.state) AS own("decidedCounts" jsonb, "decidedInGroups" jsonb,
      "ceilingExceptions" jsonb, overtaken jsonb, opened jsonb) ON true
    LEFT JOIN stream p ON s.decided_class IS NULL AND s.unclassified IS NULL AND p.id = 'procedure/' || c.id
    WHERE c.id = ANY($1)`,
};

/** Each of those who are counted, where it stands. Put to the past alone, where no case is but those of the report. */
export const COUNTED_ROWS: Query = {
  name: 'report-counted',
  text: `
    SELECT 'members' AS population, s.id AS stream, s.case_id AS "case", s.decided_class AS class, s.unclassified AS reason,
      s.decided_class IS NULL AND s.unclassified IS NULL
        AND coalesce(p.state #>> ARRAY['standing', s.number::text], '') ~ '${PENDING_PASS}' AS pending
    FROM stream s LEFT JOIN stream p ON p.id = 'procedure/' || s.case_id
    WHERE s.kind = 'member-review'
    UNION ALL
    SELECT CASE WHEN (s.state #>> '{opened,grassroots}')::boolean THEN 'organisations'
                WHEN (s.state #>> '{opened,cell}')::boolean THEN 'cells' ELSE 'committees' END,
      s.id, s.case_id, s.decided_class, s.unclassified, false
    FROM stream s WHERE s.kind = 'organisation-review'`,
};

/** $1 the cycle's stream, $2 the organisation. */
export const CYCLE_OF_REPORT: Query = {
  name: 'cycle-of-report',
  text: `SELECT s.state, coalesce(o.name, '') AS name FROM stream s LEFT JOIN organisation o ON o.id = $2 WHERE s.id = $1`,
};
