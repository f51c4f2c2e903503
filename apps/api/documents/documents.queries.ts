import type { Query } from '../reading/read-models.js';

/** $1 a member: where he is active and where he lives. */
export const PLACES_OF_MEMBER: Query = {
  name: 'places-of-member',
  text: `
    SELECT s.organisation, array_remove(ARRAY[r.cell, r.committee], NULL) AS residence
    FROM membership s LEFT JOIN residence_introduction r ON r.person = s.person
    WHERE s.person = $1::uuid ORDER BY s.from_on DESC LIMIT 1`,
};

export const ABOUT_DOCUMENT: Query = {
  name: 'about-document',
  text: 'SELECT subject_id AS subject, created_by AS by FROM document WHERE id = $1',
};
