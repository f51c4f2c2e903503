import type { Query } from '../reading/read-models.js';

/** $1 the case, $2 its procedure, $3 the organisation's review, $4 its leadership's. */
export const ORGANISATION_REVIEW: Query = {
  name: 'organisation-review',
  text: `
    SELECT c.id AS "case", c.version, c.closed, coalesce(o.name, '') AS name, encode(r.head, 'hex') AS digest,
      p.state AS procedure, r.state AS review, l.state AS leadership
    FROM review_case c JOIN stream p ON p.id = $2 JOIN stream r ON r.id = $3 LEFT JOIN stream l ON l.id = $4
    LEFT JOIN organisation o ON o.id = c.organisation
    WHERE c.id = $1`,
};

/** $1 the case: everyone in it, those without a number too. */
export const MEMBERS_OF_CASE: Query = {
  name: 'members-of-case',
  text: `
    SELECT s.member, s.number, s.state, coalesce(p.name, '') AS name
    FROM stream s LEFT JOIN person p ON p.id = s.member::uuid
    WHERE s.case_id = $1 AND s.kind = 'member-review' ORDER BY s.number NULLS LAST, p.code`,
};
