import pg from 'pg';
import { asStoreError } from '../errors.js';
import { rebuildCase } from './rebuild-case.js';
import { rebuildRegistry } from './rebuild-registry.js';

export interface Rebuilt {
  readonly streams: number;
  readonly cases: number;
  readonly workItems: number;
  readonly registryRows: number;
  /** Rows that were not as their events have them, and now are. */
  readonly changed: number;
}

/** How far a rebuild has come, in cases. */
export type Progress = (done: number, of: number) => void;

/**
 * Folds every event anew into the rows that lists, reports and commands read, while people go on working: case by case
 * under the lock that commands take, then the registry under that of imports. A broken chain ends it: what is rebuilt from
 * it would be as wrong as it.
 */
export async function rebuild(ownerUrl: string, progress: Progress = () => {}): Promise<Rebuilt> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'kiemdiem rebuild',
    connectionTimeoutMillis: 5_000,
    pipeline: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    let changed = await withoutEvents(client);
    const sum = { streams: 0, cases: 0, workItems: 0 };
    const cases = await streamsByCase(client);
    for (const [done, { caseId, streams }] of cases.entries()) {
      progress(done, cases.length);
      const rebuilt = await within(client, () => rebuildCase(client, caseId, streams));
      sum.streams += rebuilt.streams;
      sum.workItems += rebuilt.workItems;
      sum.cases += 1;
      changed += rebuilt.changed;
    }
    progress(cases.length, cases.length);
    const registry = await within(client, () => rebuildRegistry(client));
    return {
      streams: sum.streams + registry.streams,
      cases: sum.cases + registry.cases,
      workItems: sum.workItems,
      registryRows: registry.rows,
      changed: changed + registry.changed,
    };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await client.end();
  }
}

/** Takes away rows of which nothing is recorded. A command writes its events and their rows at once: none is half there. */
async function withoutEvents(client: pg.Client): Promise<number> {
  const gone = [
    'DELETE FROM stream s WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream_id = s.id)',
    'DELETE FROM review_case c WHERE NOT EXISTS (SELECT FROM event e WHERE e.case_id = c.id)',
    'DELETE FROM work_item w WHERE NOT EXISTS (SELECT FROM event e WHERE e.case_id = w.case_id)',
  ];
  let count = 0;
  for (const text of gone) count += (await client.query(text)).rowCount ?? 0;
  return count;
}

interface CaseStreams {
  readonly caseId: string;
  readonly streams: readonly string[];
}

/** The cases that are there at the start; whatever opens later is written by commands, from its first event on. */
async function streamsByCase(client: pg.Client): Promise<readonly CaseStreams[]> {
  const { rows } = await client.query<CaseStreams>(
    `SELECT case_id AS "caseId", array_agg(stream_id) AS streams
     FROM (SELECT DISTINCT case_id, stream_id FROM event WHERE case_id NOT LIKE 'registry/%') e
     GROUP BY case_id ORDER BY case_id`,
  );
  return rows;
}

async function within<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
