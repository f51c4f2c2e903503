import type { Query } from '../reading/read-models.js';

export const PEOPLE_BY_CODE: Query = {
  name: 'people-by-code',
  text: 'SELECT code, id AS person FROM person WHERE code = ANY($1)',
};

/** $1 a person: what was given out to him, newest first. */
export const TOKENS_OF_PERSON: Query = {
  name: 'tokens-of-person',
  text: `
    SELECT t.created_at AS "issuedAt", i.code AS "issuedBy", t.expires_at AS "expiresAt",
      t.revoked_at AS "revokedAt", r.code AS "revokedBy"
    FROM token t LEFT JOIN person i ON i.id = t.issued_by LEFT JOIN person r ON r.id = t.revoked_by
    WHERE t.person = $1 ORDER BY t.created_at DESC LIMIT 1000`,
};
