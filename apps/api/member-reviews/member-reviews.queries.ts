import type { Query } from '../reading/read-models.js';

/** $1 the stream. */
export const MEMBER_REVIEW: Query = {
  name: 'member-review',
  text: `
    SELECT s.case_id AS "case", s.organisation, s.member, s.number, s.state, encode(s.head, 'hex') AS digest, c.version, coalesce(p.name, '') AS name
    FROM stream s JOIN review_case c ON c.id = s.case_id
    LEFT JOIN person p ON p.id = s.member::uuid
    WHERE s.id = $1`,
};
