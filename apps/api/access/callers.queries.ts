import { delegationHolds, heldToday } from '../../../libs/store/registry/held.js';
import type { Query } from '../reading/read-models.js';

/** $1 SHA-256 of the token: whose it is, with the posts of today and the organisation of a member, in one round trip. */
export const CALLER_OF_TOKEN: Query = {
  name: 'caller-of-token',
  text: `
    SELECT p.id AS person, p.name, a.admin AS administrator,
      (SELECT m.organisation FROM membership m WHERE m.person = p.id AND ${heldToday('m')} LIMIT 1) AS cell,
      (SELECT coalesce(json_agg(json_build_object('role', o.role, 'organisation', o.organisation, 'from', o.from_on, 'until', o.until_on, 'delegatedBy', o.delegated_by)), '[]')
         FROM post o WHERE o.person = p.id AND ${heldToday('o')} AND ${delegationHolds('o')}) AS posts
    FROM token t JOIN account a ON a.person = t.person JOIN person p ON p.id = t.person
    WHERE t.sha256 = $1 AND t.revoked_at IS NULL AND clock_timestamp() < t.expires_at`,
};
