import pg from 'pg';
import { asStoreError } from '../errors.js';

/** Looks at the whole store as of one instant, while it goes on, over a connection of its own that cannot write. */
export async function atOneInstant<Result>(
  url: string,
  applicationName: string,
  look: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    pipeline: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await look(client);
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await client.end();
  }
}
