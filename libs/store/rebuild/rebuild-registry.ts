import type pg from 'pg';
import type { RegistryState } from '../../domain/registry/evolve.js';
import { REGISTRY_LOCK, REGISTRY_TABLES, registryRows, type RegistryTable } from '../registry/tables.js';
import { upsert } from '../registry/upsert.js';
import { rebuildCaseRows, rebuildStreams } from './rows.js';

export interface RebuiltRegistry {
  readonly streams: number;
  readonly cases: number;
  readonly rows: number;
  readonly changed: number;
}

/** Folds the registry anew in one transaction: readers see it as it was until then, an import waits. */
export async function rebuildRegistry(client: pg.ClientBase): Promise<RebuiltRegistry> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [REGISTRY_LOCK]);
  const { rows } = await client.query<{ id: string }>(
    "SELECT DISTINCT stream_id AS id FROM event WHERE case_id LIKE 'registry/%'",
  );
  const sum = { streams: 0, cases: 0, changed: 0 };
  for (let at = 0; at < rows.length; at += BATCH) {
    const streams = rows.slice(at, at + BATCH).map(({ id }) => id);
    const folded = await rebuildStreams(client, streams);
    const cases = await rebuildCaseRows(client, streams);
    sum.streams += folded.streams;
    sum.cases += cases.cases;
    sum.changed += folded.changed + cases.changed;
  }
  const before = await contents(client);
  const count = await rebuildTables(client);
  const after = await contents(client);
  const moved = TABLES.filter((table) => before.get(table) !== after.get(table)).length;
  return { ...sum, rows: count, changed: sum.changed + moved };
}

const BATCH = 200;

const TABLES = Object.keys(REGISTRY_TABLES) as RegistryTable[];

/** A fingerprint of each table. */
async function contents(client: pg.ClientBase): Promise<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const table of [...TABLES, 'organisation']) {
    const { rows } = await client.query<{ sum: string | null }>(
      `SELECT sum(hashtextextended(t::text, 0))::text AS sum FROM ${table} t`,
    );
    found.set(table, rows[0]?.sum ?? null);
  }
  return found;
}

async function rebuildTables(client: pg.ClientBase): Promise<number> {
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
