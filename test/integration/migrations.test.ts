import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dataSource } from '../../libs/store/data-source.js';
import { MIGRATIONS } from '../../libs/store/migrations/all.js';
import { migrate, migrateDown, SchemaNewer, schemaState } from '../../libs/store/migrate.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
const urls = () => ({ owner: database.ownerUrl, api: database.apiUrl, worker: database.workerUrl });

beforeEach(async () => {
  database = await createDatabase('migrations');
});
afterEach(() => database.drop());

const NAMES = MIGRATIONS.map(({ name }) => name);

/** Tables, columns, indexes, triggers, policies and functions, as text. */
async function schema(): Promise<unknown> {
  return database.query(`
    SELECT 'column' AS kind, table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(generation_expression, '') AS what
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'policy', tablename || ' ' || policyname || ' ' || roles::text || coalesce(with_check, '') FROM pg_policies
    UNION ALL SELECT 'grant', grantee || ' ' || table_name || ' ' || privilege_type FROM information_schema.role_table_grants WHERE grantee LIKE 'kiemdiem%'
    UNION ALL SELECT 'function', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1, 2`);
}

test('all migrations go up, down one by one, and up again to the same schema', async () => {
  expect(await schemaState(database.apiUrl)).toBe('OLDER');
  expect(await migrate(urls())).toEqual({ applied: NAMES, unenforced: [] });
  expect(await schemaState(database.apiUrl)).toBe('CURRENT');
  const first = await schema();
  for (const _ of NAMES) await migrateDown(database.ownerUrl, 1);
  const left = await database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  expect(left).toEqual([{ tablename: 'schema_migration' }]);
  expect(await database.query("SELECT FROM pg_proc WHERE pronamespace = 'public'::regnamespace")).toEqual([]);
  await migrate(urls());
  expect(await schema()).toEqual(first);
});

test('again there is nothing to do', async () => {
  await migrate(urls());
  const before = await schema();
  expect(await migrate(urls())).toMatchObject({ applied: [] });
  expect(await schema()).toEqual(before);
});

test('processes that start together migrate one after the other', async () => {
  const results = await Promise.all(Array.from({ length: 4 }, () => migrate(urls())));
  expect(results.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
});

test('a database that a later program migrated is refused', async () => {
  await migrate(urls());
  await database.query("INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, 'Later9999999999999')");
  expect(await schemaState(database.workerUrl)).toBe('NEWER');
  await expect(migrate(urls())).rejects.toBeInstanceOf(SchemaNewer);
  await expect(migrate(urls())).rejects.toMatchObject({ unknown: ['Later9999999999999'] });
});

test('with one account for all it runs, and says what is not enforced', async () => {
  const one = { owner: database.ownerUrl, api: database.ownerUrl, worker: database.ownerUrl };
  const { unenforced } = await migrate(one);
  expect(unenforced).toEqual(['API_OWNS_THE_TABLES', 'WORKER_OWNS_THE_TABLES', 'API_AND_WORKER_ARE_ONE_ACCOUNT']);
});

test('the entities are the tables: no column more, none less, none of another type', async () => {
  await migrate(urls());
  const source = await dataSource(database.apiUrl).initialize();
  try {
    for (const { tableName, columns } of source.entityMetadatas) {
      const mapped = columns.map(
        ({ databaseName, type, isArray, isNullable }) =>
          `${databaseName} ${isArray ? 'ARRAY' : (LONG[String(type)] ?? String(type))} ${isNullable ? 'YES' : 'NO'}`,
      );
      const stored = await database.query(
        `SELECT column_name || ' ' || data_type || ' ' || is_nullable AS "column" FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1`,
        [tableName],
      );
      expect([tableName, mapped.sort()]).toEqual([tableName, stored.map(({ column }) => String(column)).sort()]);
      await source.query(`SELECT * FROM ${tableName} LIMIT 1`);
    }
  } finally {
    await source.destroy();
  }
});

const LONG: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone' };
