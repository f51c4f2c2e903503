import pg from 'pg';
import { asStoreError } from '../errors.js';
import { checkCases } from './check-cases.js';
import { checkItems } from './check-items.js';
import { checkRegistry } from './check-registry.js';
import { checkStreams } from './check-stored-streams.js';
import { Found, type Difference } from './difference.js';

export type Verdict =
  | {
      readonly outcome: 'INTACT';
      readonly events: number;
      readonly streams: number;
      readonly cases: number;
      readonly workItems: number;
      readonly registryRows: number;
      readonly eventsPerSecond: number;
    }
  | { readonly outcome: 'DIFFERENT'; readonly difference: Difference };

/**
 * Verifies the whole store as of one instant, while it goes on: every chain from the stored bytes, columns and data
 * against them, states against their events, and all read models against a derivation anew.
 */
export async function verify(url: string): Promise<Verdict> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'kiemdiem audit',
    connectionTimeoutMillis: 5_000,
    pipeline: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const begun = performance.now();
    const { events, streams } = await checkStreams(client);
    const seconds = (performance.now() - begun) / 1_000;
    const cases = await checkCases(client);
    const workItems = await checkItems(client);
    const registryRows = await checkRegistry(client);
    return {
      outcome: 'INTACT',
      events,
      streams,
      cases,
      workItems,
      registryRows,
      eventsPerSecond: Math.round(events / seconds),
    };
  } catch (error) {
    if (error instanceof Found) return { outcome: 'DIFFERENT', difference: error.difference };
    throw asStoreError(error);
  } finally {
    await client.end();
  }
}
