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
