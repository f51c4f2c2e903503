import pg from 'pg';
import type { RegistryState } from '../domain/registry/evolve.js';
import { comePart } from './append/item-parts.js';
import { together } from './append/part.js';
import { casesOfEvents, type CaseOfEvents } from './audit/cases-of-events.js';
import { checkStream } from './audit/check-stream.js';
import { itemsOfCase } from './audit/items-of-case.js';
import { storedStreams } from './audit/stored-events.js';
import { asStoreError } from './errors.js';
import type { StreamRow } from './stream-row.js';
import { registryRows, REGISTRY_TABLES, type RegistryTable } from './registry/tables.js';
import { upsert } from './registry/upsert.js';
import { streamColumns } from './stream-columns.js';

export interface Rebuilt {
  readonly streams: number;
  readonly cases: number;
  readonly workItems: number;
  readonly registryRows: number;
}

/** Folds every event anew into the rows that lists, reports and commands read; nothing else may be recorded meanwhile. */
export async function rebuild(ownerUrl: string): Promise<Rebuilt> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'kiemdiem rebuild',
    connectionTimeoutMillis: 5_000,
    pipeline: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('BEGIN');
    await client.query('LOCK TABLE review_case, stream, work_item, event, command IN EXCLUSIVE MODE');
    const streams = await rebuildStreams(client);
    const cases = await rebuildCases(client);
    const workItems = await rebuildItems(client, cases);
    const rows = await rebuildRegistry(client);
    await client.query('COMMIT');
    return { streams, cases: cases.length, workItems, registryRows: rows };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await client.end();
  }
}

const BATCH = 500;

/** Also refuses a broken chain: what is rebuilt from it would be as wrong as it. */
async function rebuildStreams(client: pg.Client): Promise<number> {
  await client.query('DELETE FROM stream s WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream_id = s.id)');
  let count = 0;
  let folded: StreamRow[] = [];
  for await (const stored of storedStreams(client)) {
    folded.push(checkStream(stored));
    count += 1;
    if (folded.length < BATCH) continue;
    await writeStreams(client, folded);
    folded = [];
  }
  await writeStreams(client, folded);
  return count;
}

async function writeStreams(client: pg.Client, streams: readonly StreamRow[]): Promise<void> {
  const rows = streams.map(({ id, caseId, version, head, state }) => ({
    ...{ id, case_id: caseId, version, head, state },
    ...streamColumns({ id, state }),
  }));
  const columns = {
    id: 'text',
    case_id: 'text',
    version: 'integer',
    head: 'bytea',
    state: 'jsonb',
    kind: 'text',
    cycle: 'text',
    organisation: 'text',
    member: 'text',
    number: 'integer',
  };
  await upsert(client, { name: 'stream', columns, key: ['id'] }, rows);
}

async function rebuildCases(client: pg.Client): Promise<readonly CaseOfEvents[]> {
  const cases = await casesOfEvents(client);
  await client.query('DELETE FROM review_case WHERE id <> ALL($1)', [cases.map(({ id }) => id)]);
  const rows = cases.map(({ parent, ...row }) => ({ ...row, parent_case: parent }));
  const columns = {
    id: 'text',
    kind: 'text',
    cycle: 'text',
    organisation: 'text',
    parent_case: 'text',
    version: 'integer',
    opened: 'boolean',
    closed: 'boolean',
  };
  await upsert(client, { name: 'review_case', columns, key: ['id'] }, rows);
  return cases;
}

async function rebuildItems(client: pg.Client, cases: readonly CaseOfEvents[]): Promise<number> {
  await client.query('DELETE FROM work_item');
  let count = 0;
  for (const { id, kind } of cases) {
    if (kind === 'REGISTRY') continue;
    const { items } = await itemsOfCase(client, id);
    if (items.length > 0) await client.query(together([comePart(items)]));
    count += items.length;
  }
  return count;
}

async function rebuildRegistry(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ organisation: string; state: RegistryState }>(
    "SELECT organisation, state FROM stream WHERE kind = 'registry' ORDER BY id",
  );
  const derived = rows.map(({ organisation, state }) => registryRows(organisation, state));
  // Emptied from the last to the first, since they refer to each other in that order.
  for (const table of [...TABLES].reverse()) await client.query(`DELETE FROM ${table}`);
  let count = 0;
  for (const name of TABLES) {
    const wanted = derived.flatMap((each) => each[name]);
    await upsert(client, { name, ...REGISTRY_TABLES[name] }, wanted);
    count += wanted.length;
  }
  const organisations = rows.map(({ organisation, state }) => ({ organisation, ...state.registered }));
  await client.query(
    `UPDATE organisation o SET tier = n.tier, founded_on = n.founded_on
     FROM unnest($1::text[], $2::text[], $3::date[]) AS n(id, tier, founded_on) WHERE o.id = n.id`,
    [
      organisations.map(({ organisation }) => organisation),
      organisations.map(({ tier }) => tier),
      organisations.map(({ foundedOn }) => foundedOn),
    ],
  );
  return count;
}

const TABLES = Object.keys(REGISTRY_TABLES) as RegistryTable[];
