import { heldToday } from '../../../libs/store/registry/held.js';
import type { Query } from '../reading/read-models.js';

/** $1 a cycle, or null for all. */
export const CYCLES: Query = {
  name: 'cycles',
  text: `
    SELECT s.cycle, s.case_id AS "case", s.state, coalesce(o.name, '') AS "rootName", c.closed
    FROM stream s JOIN review_case c ON c.id = s.case_id LEFT JOIN organisation o ON o.id = s.organisation
    WHERE s.kind = 'cycle' AND ($1::text IS NULL OR s.id = 'cycle/' || $1)
    ORDER BY s.state #>> '{created,year}' DESC, s.cycle`,
};

/** $1 the cases on top; they and all beneath them, with their steps. */
export const STATUS: Query = {
  name: 'cycle-status',
  text: `
    WITH RECURSIVE tree AS (
      SELECT id FROM review_case WHERE id = ANY($1)
      UNION SELECT c.id FROM review_case c JOIN tree t ON c.parent_case = t.id
    ), waiting AS (
      SELECT case_id, step, pass, count(*)::int AS waiting FROM work_item WHERE case_id IN (SELECT id FROM tree) GROUP BY 1, 2, 3
    )
    SELECT c.id AS "case", c.parent_case AS parent, c.organisation, coalesce(o.name, '') AS name, c.closed,
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf",
      coalesce(json_agg(json_build_object('step', e.step ->> 'step', 'pass', e.step ->> 'pass',
          'subjects', jsonb_array_length(e.step -> 'subjects'), 'waiting', coalesce(w.waiting, 0), 'dueAt', e.step ->> 'dueAt',
          'overdue', e.step ->> 'outcome' IS NULL AND coalesce((e.step ->> 'dueAt')::timestamptz < clock_timestamp(), false),
          'closed', e.step ->> 'outcome' IS NOT NULL)
        ORDER BY e.step ->> 'outcome' IS NOT NULL, e.step ->> 'pass', e.step ->> 'step') FILTER (WHERE e.step IS NOT NULL), '[]') AS steps
    FROM tree t JOIN review_case c ON c.id = t.id LEFT JOIN organisation o ON o.id = c.organisation
    LEFT JOIN stream s ON s.id = 'procedure/' || c.id
    LEFT JOIN LATERAL (SELECT value AS step FROM jsonb_each(s.state -> 'steps')) e ON true
    LEFT JOIN waiting w ON w.case_id = c.id AND w.step = e.step ->> 'step' AND w.pass = e.step ->> 'pass'
    GROUP BY c.id, c.parent_case, c.organisation, o.name, c.closed
    ORDER BY c.id`,
};

/** $1 the root; it and all beneath it today, each with its members as far as eligibility asks. */
export const TREE_WITH_MEMBERS: Query = {
  name: 'tree-with-members',
  text: `
    WITH RECURSIVE down AS (
      SELECT id, NULL::text AS parent, 0 AS depth FROM organisation WHERE id = $1
      UNION ALL
      SELECT p.organisation, p.parent, down.depth + 1 FROM down JOIN organisation_parent p ON p.parent = down.id
      WHERE ${heldToday('p')} AND down.depth < 20
    )
    SELECT d.id, d.parent, o.name, o.founded_on::text AS "foundedOn",
      json_build_object('code', t.code, 'name', t.name, 'parents', t.parents, 'kind', t.kind, 'grassroots', t.grassroots) AS tier,
      (WITH RECURSIVE before AS (
           SELECT p.id FROM stream s, jsonb_array_elements_text(s.state -> 'predecessors') AS p(id) WHERE s.id = 'registry/' || d.id
           UNION SELECT p.id FROM before b JOIN stream s ON s.id = 'registry/' || b.id,
             jsonb_array_elements_text(s.state -> 'predecessors') AS p(id)
         ) SELECT coalesce(json_agg(json_build_object('id', b.id, 'foundedOn', bo.founded_on)), '[]')
           FROM before b JOIN organisation bo ON bo.id = b.id) AS predecessors,
      (SELECT coalesce(json_agg(json_build_object('admittedOn', m.admitted_on, 'exempt', m.exempt, 'suspended', m.suspended,
            'residenceDue', r.person IS NOT NULL AND r.exempt_ground IS NULL)), '[]')
         FROM membership s JOIN member m ON m.person = s.person LEFT JOIN residence_introduction r ON r.person = m.person
         WHERE s.organisation = d.id AND ${heldToday('s')}) AS members
    FROM down d JOIN organisation o ON o.id = d.id JOIN tier t ON t.code = o.tier
    ORDER BY d.depth, d.id`,
};
