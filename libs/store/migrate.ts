import pg from 'pg';
import type { DataSource } from 'typeorm';
import { dataSource } from './data-source.js';
import type { DatabaseUrls } from './database-urls.js';
import { asStoreError } from './errors.js';
import { MIGRATIONS } from './migrations/all.js';
import { privileges, unenforced } from './privileges.js';

/** The database was migrated by a later program; this one would misread it. */
export class SchemaNewer extends Error {
  override readonly name = 'SchemaNewer';

  constructor(readonly unknown: readonly string[]) {
    super(`the database is newer than this program: it has ${unknown.join(', ')}`);
  }
}

export interface Migrated {
  readonly applied: readonly string[];
  /** What separate database accounts would enforce and these do not, by code. */
  readonly unenforced: readonly string[];
}

/** Brings the schema and the privileges of both accounts to what this program needs; one process at a time. */
export async function migrate(urls: DatabaseUrls): Promise<Migrated> {
  return exclusively(urls.owner, async (source) => {
    const applied = await source.runMigrations({ transaction: 'each' });
    await source.transaction(async (manager) => {
      for (const statement of privileges(urls)) await manager.query(statement);
    });
    return { applied: applied.map(({ name }) => name), unenforced: unenforced(urls) };
  });
}

/** Takes back the last migrations, newest first; what they held is lost. */
export async function migrateDown(ownerUrl: string, steps: number): Promise<void> {
  await exclusively(ownerUrl, async (source) => {
    for (let step = 0; step < steps; step += 1) await source.undoLastMigration({ transaction: 'each' });
  });
}

export type SchemaState = 'CURRENT' | 'OLDER' | 'NEWER';

/** Whether the database fits this program, seen with any of the accounts. */
export async function schemaState(url: string): Promise<SchemaState> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const applied = await appliedMigrations(async (sql) => (await client.query<{ name: string }>(sql)).rows);
    if (unknownOf(applied).length > 0) return 'NEWER';
    return applied.length === MIGRATIONS.length ? 'CURRENT' : 'OLDER';
  } finally {
    await client.end();
  }
}

// Any number will do that no other program takes on this database.
const LOCK = 7_143_001;

/** Holds an advisory lock of its own connection while `work` runs, and refuses a newer schema first. */
async function exclusively<Result>(url: string, work: (source: DataSource) => Promise<Result>): Promise<Result> {
  const source = await dataSource(url)
    .initialize()
    .catch((error: unknown) => {
      throw asStoreError(error);
    });
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const unknown = unknownOf(await appliedMigrations((sql) => lock.query(sql) as Promise<{ name: string }[]>));
    if (unknown.length > 0) throw new SchemaNewer(unknown);
    return await work(source);
  } finally {
    await lock.release();
    // Ends the connection that holds the lock, and so the lock.
    await source.destroy();
  }
}

async function appliedMigrations(
  query: (sql: string) => Promise<readonly { readonly name: string }[]>,
): Promise<readonly string[]> {
  const [exists] = await query("SELECT 'yes' AS name WHERE to_regclass('public.schema_migration') IS NOT NULL");
  if (exists === undefined) return [];
  return (await query('SELECT name FROM schema_migration ORDER BY id')).map(({ name }) => name);
}

function unknownOf(applied: readonly string[]): readonly string[] {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  return applied.filter((name) => !known.has(name));
}
