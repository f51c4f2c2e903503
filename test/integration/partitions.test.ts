import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verify } from '../../libs/store/audit/verify.js';
import { migrate } from '../../libs/store/migrate.js';
import { withClient } from '../support/postgres.js';
import { testStore, type TestStore } from '../support/store.js';
import { Year } from '../support/store-year.js';

const MIGRATION = readFileSync('docs/explanation/partition-events.sql', 'utf8');

let store: TestStore;
let year: Year;

beforeAll(async () => {
  store = await testStore('partitions');
  year = await Year.open(store);
});
afterAll(() => store.end());

const events = () => store.database.query('SELECT * FROM event ORDER BY position');

test('events cut into parts by stream: the same record, and a year goes on as before', async () => {
  const before = await events();
  await withClient(store.urls.owner, (client) => client.query(MIGRATION));
  await migrate(store.urls);
  expect(await events()).toEqual(before);

  await year.run();
  const after = await events();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.length).toBeGreaterThan(before.length + 20);
  expect(await verify(store.urls.api)).toMatchObject({ outcome: 'INTACT', events: after.length });
});

test('a stream lies in one part, and no part is a way round the guards', async () => {
  const [part] = await store.database.query(`SELECT tableoid::regclass::text AS name FROM event LIMIT 1`);
  const name = String(part?.['name']);
  expect(name).toMatch(/^event_\d\d$/);
  const plan = await store.database.query(`EXPLAIN SELECT FROM event WHERE stream_id = 'cycle/2018' ORDER BY version`);
  expect(
    plan
      .map((row) => row['QUERY PLAN'])
      .join('\n')
      .match(/event_\d\d\b(?!_)/g),
  ).toHaveLength(1);

  const refused = (url: string, text: string) =>
    expect(withClient(url, (client) => client.query(text))).rejects.toMatchObject({ code: '42501' });
  const { owner, api, worker } = store.urls;
  await refused(owner, `UPDATE ${name} SET actor = 'x'`);
  await refused(owner, `TRUNCATE ${name}`);
  for (const url of [api, worker])
    await refused(url, `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM ${name}`);
  await refused(
    worker,
    `INSERT INTO event (stream_id, version, case_id, type, schema_version, body, data, actor, recorder,
      command_id, ordinal, occurred_at, recorded_at, prev_hash, hash)
    SELECT stream_id, version + 9, case_id, type, schema_version, body, data, 'somebody', recorder, command_id, ordinal,
      occurred_at, recorded_at, prev_hash, hash FROM event LIMIT 1`,
  );
});
