/** A common table of the cycles, found from one index entry to the next: there are few, and of everything else there is much. */
export const CYCLES_BY_INDEX = `
  cycle_id AS (
    (SELECT min(cycle) AS id FROM review_case)
    UNION ALL SELECT (SELECT min(r.cycle) FROM review_case r WHERE r.cycle > c.id) FROM cycle_id c WHERE c.id IS NOT NULL
  ), cycle_year AS (
    SELECT c.id, (s.state #>> '{created,year}')::int AS year, s.state #>> '{created,rulebook}' AS rulebook
    FROM cycle_id c JOIN stream s ON s.id = 'cycle/' || c.id
  )`;
