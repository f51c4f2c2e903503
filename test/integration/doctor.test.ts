import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examine, type Check } from '../../libs/store/examine.js';
import { testStore, type TestStore } from '../support/store.js';

let store: TestStore;

beforeAll(async () => {
  store = await testStore('doctor');
});
afterAll(() => store.end());

const stateOf = async (name: Check['check'], urls = store.urls): Promise<Check | undefined> =>
  (await examine(urls)).find(({ check }) => check === name);

test('a fresh database is sound; what a test server leaves out is said', async () => {
  const checks = Object.fromEntries((await examine(store.urls)).map(({ check, state }) => [check, state]));
  expect(checks).toMatchObject({
    ...{ SERVER_VERSION: 'GOOD', SCHEMA: 'GOOD', ACCOUNTS: 'GOOD', APPEND_ONLY: 'GOOD' },
    ...{ OUTBOX: 'GOOD', CASES_UNSEEN: 'GOOD', WAL_ARCHIVE: 'WARNING' },
  });
});

test('accounts that may change events, and a trigger that is off, are named', async () => {
  await store.database.query('GRANT UPDATE ON event TO kiemdiem_api');
  await store.database.query('ALTER TABLE command DISABLE TRIGGER command_is_append_only');
  const { state, found } = (await stateOf('APPEND_ONLY')) ?? {};
  expect(state).toBe('BAD');
  expect(found?.split('; ').sort()).toEqual(['kiemdiem_api: UPDATE on event', 'no trigger on command']);
});

test('one account for all is worth a word', async () => {
  const { owner } = store.urls;
  const { state, found } = (await stateOf('ACCOUNTS', { owner, api: owner, worker: owner })) ?? {};
  expect([state, found]).toEqual(['WARNING', expect.stringContaining('API_OWNS_THE_TABLES')]);
});

test('a case that nobody looks at, and a change that nobody is told of, are counted', async () => {
  await store.database.query(`
    INSERT INTO review_case (id, kind, version, opened, closed) VALUES ('cell/x/y', 'CELL', 1, true, false);
    INSERT INTO case_look (case_id, looked_at) VALUES ('cell/x/y', now() - interval '1 hour');
    INSERT INTO outbox (case_id, urgent, at) VALUES ('cell/x/y', false, now() - interval '1 hour')`);
  expect(await stateOf('CASES_UNSEEN')).toMatchObject({ state: 'WARNING', found: '1/1' });
  expect(await stateOf('OUTBOX')).toMatchObject({ state: 'WARNING', found: '1, 3600 s' });
});
