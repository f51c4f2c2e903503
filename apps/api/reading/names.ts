import type { Query, Reading } from './read-models.js';

/** $1 people, $2 organisations. */
const NAMES: Query = {
  name: 'names',
  text: `SELECT id::text AS id, name FROM person WHERE id = ANY($1::uuid[]) UNION ALL SELECT id, name FROM organisation WHERE id = ANY($2)`,
};

/** Names of today by id: they stand in the registry and nowhere else. */
export async function namesOf(
  reading: Pick<Reading, 'rows'>,
  people: readonly string[],
  organisations: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reading.rows<{ id: string; name: string }>(NAMES, people, organisations);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
