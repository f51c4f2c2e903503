import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { schemaState } from '../../libs/store/migrate.js';
import { testStore, type TestStore } from '../support/store.js';

let store: TestStore;

beforeAll(async () => {
  store = await testStore('connection');
});
afterAll(() => store.end());

const endSessions = (): Promise<unknown> =>
  store.database.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );

// Nobody listens between two queries: an event that the driver emits then would end the process.
test('a connection that breaks between two queries of a transaction fails the transaction and nothing else', async () => {
  const client = await store.api.pool.connect();
  await client.query('BEGIN');
  await endSessions();
  await sleep(200);
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release(true);
  expect((await store.api.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('idle connections that break are replaced', async () => {
  await Promise.all(Array.from({ length: 3 }, () => store.api.pool.query('SELECT pg_sleep(0.05)')));
  await endSessions();
  await sleep(200);
  expect((await store.api.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('asking for the state of the schema while sessions are ended ends with an answer or an error', async () => {
  const asked = Array.from({ length: 20 }, () => schemaState(store.urls.api).catch(() => 'AWAY'));
  for (let left = 10; left > 0; left -= 1) await endSessions();
  for (const state of await Promise.all(asked)) expect(['CURRENT', 'AWAY']).toContain(state);
});
