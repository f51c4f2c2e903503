import type { Query } from '../reading/read-models.js';

/** $1 cycle, $2 organisations: their cases in which lists may wait for an answer. */
export const BODIES: Query = {
  name: 'bodies',
  text: `
    SELECT c.id AS "case", p.state AS procedure
    FROM review_case c JOIN stream p ON p.id = 'procedure/' || c.id
    WHERE c.cycle = $1 AND c.organisation = ANY($2) AND c.kind IN ('COMMITTEE', 'CELL') AND NOT c.closed
    ORDER BY c.id`,
};

/** $1 people, $2 organisations. */
export const NAMES: Query = {
  name: 'names',
  text: `SELECT id::text AS id, name FROM person WHERE id = ANY($1::uuid[]) UNION ALL SELECT id, name FROM organisation WHERE id = ANY($2)`,
};
