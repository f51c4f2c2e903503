import type pg from 'pg';
import type { RegistryState } from '../../domain/registry/evolve.js';
import { REGISTRY_TABLES, registryRows, type RegistryTable, type Row } from '../registry/tables.js';
import type { Report } from './difference.js';
import { isSame } from './is-same.js';

const BATCH = 200;

/** Checks the tables of the registry against the states of its streams; names and codes are recorded nowhere else. */
export async function checkRegistry(client: pg.ClientBase, report: Report): Promise<number> {
  const expected = new Map<RegistryTable, number>();
  for (let after = ''; ;) {
    const { rows } = await client.query<{ organisation: string; state: RegistryState }>(
      "SELECT organisation, state FROM stream WHERE kind = 'registry' AND id > $1 ORDER BY id LIMIT $2",
      [after, BATCH],
    );
    const last = rows.at(-1);
    if (last === undefined) break;
    after = `registry/${last.organisation}`;
    const derived = rows.map(({ organisation, state }) => registryRows(organisation, state));
    for (const table of TABLES) {
      const wanted = derived.flatMap((each) => each[table]);
      await compare(client, table, wanted, report);
      expected.set(table, (expected.get(table) ?? 0) + wanted.length);
    }
    await checkOrganisations(client, rows, report);
  }
  for (const table of TABLES) await checkCount(client, table, expected.get(table) ?? 0, report);
  return [...expected.values()].reduce((sum, count) => sum + count, 0);
}

const TABLES = Object.keys(REGISTRY_TABLES) as RegistryTable[];

async function compare(
  client: pg.ClientBase,
  table: RegistryTable,
  wanted: readonly Row[],
  report: Report,
): Promise<void> {
  if (wanted.length === 0) return;
  const { key, columns } = REGISTRY_TABLES[table];
  const [owner] = key;
  const selected = Object.entries(columns).map(([name, type]) =>
    type === 'date' || type === 'uuid' ? `${name}::text` : name,
  );
  const { rows } = await client.query<Row>(
    `SELECT ${selected.join(', ')} FROM ${table} WHERE ${owner}::text = ANY($1)`,
    [[...new Set(wanted.map((row) => row[owner]))]],
  );
  const keyOf = (row: Row): string => key.map((column) => String(row[column])).join(' ');
  const stored = new Map(rows.map((row) => [keyOf(row), row]));
  for (const row of wanted)
    if (!isSame(stored.get(keyOf(row)), row)) report('REGISTRY_DIFFERS', { table, key: keyOf(row) });
}

async function checkCount(client: pg.ClientBase, table: string, expected: number, report: Report): Promise<void> {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  const stored = rows[0]?.count ?? 0;
  if (stored !== expected) report('REGISTRY_DIFFERS', { table, recorded: expected, stored });
}

async function checkOrganisations(
  client: pg.ClientBase,
  states: readonly { readonly organisation: string; readonly state: RegistryState }[],
  report: Report,
): Promise<void> {
  const { rows } = await client.query<{ id: string; tier: string; foundedOn: string | null }>(
    'SELECT id, tier, founded_on::text AS "foundedOn" FROM organisation WHERE id = ANY($1)',
    [states.map(({ organisation }) => organisation)],
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  for (const { organisation, state } of states) {
    const row = stored.get(organisation);
    const same = row?.tier === state.registered?.tier && row?.foundedOn === state.registered?.foundedOn;
    if (!same) report('REGISTRY_DIFFERS', { table: 'organisation', key: organisation });
  }
}
