import { heldToday } from '../../../libs/store/registry/held.js';
import type { Query } from '../reading/read-models.js';

export const UPWARDS: Query = {
  name: 'upwards',
  text: `
    WITH RECURSIVE up AS (
      SELECT id, 0 AS depth FROM organisation WHERE id = $1
      UNION ALL
      SELECT p.parent, up.depth + 1 FROM up JOIN organisation_parent p ON p.organisation = up.id
      WHERE ${heldToday('p')} AND up.depth < 20
    )
    SELECT id FROM up ORDER BY depth`,
};

export const DOWNWARDS: Query = {
  name: 'downwards',
  text: `
    WITH RECURSIVE down AS (
      SELECT id, 0 AS depth FROM organisation WHERE id = ANY($1)
      UNION
      SELECT p.organisation, down.depth + 1 FROM down JOIN organisation_parent p ON p.parent = down.id
      WHERE ${heldToday('p')} AND down.depth < 20
    )
    SELECT DISTINCT id FROM down`,
};

export const ROOT_OF_CYCLE: Query = {
  name: 'root-of-cycle',
  text: 'SELECT organisation AS root FROM stream WHERE id = $1',
};

export const OPEN_CASE: Query = { name: 'open-case', text: 'SELECT id FROM review_case WHERE id = ANY($1) AND opened' };

export const PLACE_OF_MEMBER: Query = {
  name: 'place-of-member',
  text: `
    SELECT organisation, case_id AS "caseId",
      array_remove(ARRAY[state #>> '{opened,residence,cell}', state #>> '{opened,residence,committee}'], NULL) AS residence
    FROM stream WHERE id = $1`,
};

export const RESIDENCES: Query = {
  name: 'residences',
  text: `
    SELECT DISTINCT r.id FROM stream s,
      LATERAL (VALUES (s.state #>> '{opened,residence,cell}'), (s.state #>> '{opened,residence,committee}')) AS r(id)
    WHERE s.kind = 'member-review' AND s.cycle = $1 AND s.organisation = $2 AND r.id IS NOT NULL`,
};
