import type pg from 'pg';
import { SITTING } from '../../domain/people.js';
import { heldToday } from './held.js';

const BODY = {
  name: 'body',
  text: `SELECT DISTINCT person FROM post WHERE organisation = $1 AND role = ANY($2) AND ${heldToday('post')}`,
};

/** Who sits on the body of an organisation now; a member's id is its person's. */
export async function readBody(
  client: Pick<pg.ClientBase | pg.Pool, 'query'>,
  organisation: string | null,
): Promise<readonly string[]> {
  if (organisation === null) return [];
  const { rows } = await client.query<{ person: string }>({ ...BODY, values: [organisation, [...SITTING]] });
  return rows.map(({ person }) => person);
}
