import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { look } from '../../libs/store/look.js';
import { testStore, type TestStore } from '../support/store.js';
import { BAN, memberOf, Year } from '../support/store-year.js';

let store: TestStore;
let year: Year;

beforeAll(async () => {
  store = await testStore();
  year = await Year.open(store);
});
afterAll(() => store.end());

test('a year of a cell is recorded from the first step to the decision', async () => {
  await year.run();
  const [member] = await store.database.query('SELECT decided_class, number, organisation FROM stream WHERE id = $1', [
    memberOf(year, 'A'),
  ]);
  expect(member).toEqual({ decided_class: 'GOOD', number: 1, organisation: 'ban' });
  const items = await store.database.query('SELECT step, subject_id FROM work_item ORDER BY step');
  expect(items).toEqual([{ step: 'OWN_CLASS', subject_id: 'ban' }]);
  const { version, view } = await look(store.worker, BAN);
  expect(version).toBeGreaterThan(10);
  expect(view.length).toBeLessThan(16_000);
});
