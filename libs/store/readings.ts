import type { Store } from './store.js';

/** Records that a person read a personal file, not in the line of his own duty. */
export async function recordReading(
  { pool }: Pick<Store, 'pool'>,
  { person, what, file }: { readonly person: string; readonly what: string; readonly file: string },
): Promise<void> {
  await pool.query({
    name: 'personal-reading',
    text: 'INSERT INTO personal_reading (person, what, file) VALUES ($1, $2, $3)',
    values: [person, what, file],
  });
}
