import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { UnknownCase } from '../../libs/store/errors.js';
import { look } from '../../libs/store/look.js';
import { storeAlarms } from '../../libs/store/alarms.js';
import { claimOutbox, deleteOutbox, sweep } from '../../libs/store/outbox.js';
import { testStore, type TestStore } from '../support/store.js';
import { BAN, ROOT, Year } from '../support/store-year.js';

let store: TestStore;
let year: Year;
const NOW = { limit: 1_000, gatherMs: 0, leaseMs: 60_000 };

beforeAll(async () => {
  store = await testStore('outbox');
  year = await Year.open(store);
  await year.openStep(BAN, 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER');
});
afterAll(() => store.end());
beforeEach(async () => {
  await store.database.query('DELETE FROM outbox');
});

test('rows that are not urgent wait for others of their case, and are told together', async () => {
  await year.handIn('A');
  await year.handIn('B');
  expect(await claimOutbox(store.worker, { ...NOW, gatherMs: 60_000 })).toEqual([]);
  const [claimed, ...others] = await claimOutbox(store.worker, NOW);
  expect(others).toEqual([]);
  expect(claimed?.urgent).toBe(false);
  expect(claimed?.ids).toHaveLength(2);
  expect((await storeAlarms(store.worker)).oldestOutboxRowMs).toBeGreaterThan(0);
  await deleteOutbox(store.worker, claimed?.ids ?? []);
  expect((await storeAlarms(store.worker)).oldestOutboxRowMs).toBe(0);
});

test('the last paper of a step takes the waiting rows of its case along at once', async () => {
  await store.database.query('INSERT INTO outbox (case_id, urgent) VALUES ($1, false)', [BAN]);
  await year.handIn('C');
  const claimed = await claimOutbox(store.worker, { ...NOW, gatherMs: 60_000 });
  expect(claimed).toMatchObject([{ caseId: BAN, urgent: true }]);
  expect(claimed[0]?.ids).toHaveLength(2);
});

test('what a workflow records in its own case is told to others alone', async () => {
  await year.openStep(BAN, 'PROPOSAL', [1], 'CELL_SECRETARY', 'all/late');
  expect(await claimOutbox(store.worker, NOW)).toEqual([]);
  await year.closeStep(BAN, 'PROPOSAL', {}, { pass: 'all/late', subjects: [1], appraise: true }, 'all/late');
  expect(await claimOutbox(store.worker, NOW)).toMatchObject([
    {
      caseId: ROOT,
      kind: 'COMMITTEE',
      cycle: '2018',
      organisation: 'xa',
      parent: 'cycle/2018',
      closed: false,
      urgent: true,
    },
  ]);
});

test('two relays never take the same row; a lease that runs out is taken again', async () => {
  await store.database.query('INSERT INTO outbox (case_id, urgent) SELECT $1, true FROM generate_series(1, 50)', [BAN]);
  const relays = await Promise.all(
    Array.from({ length: 5 }, () => claimOutbox(store.worker, { ...NOW, limit: 20, leaseMs: 500 })),
  );
  const ids = relays.flatMap((claimed) => claimed.flatMap((each) => each.ids));
  expect(new Set(ids).size).toBe(ids.length);
  await new Promise((resolve) => setTimeout(resolve, 700));
  const again = await claimOutbox(store.worker, NOW);
  expect(again.flatMap((each) => each.ids)).toHaveLength(50);
});

test('the sweeper tells open cases that nobody has looked at, once', async () => {
  await store.database.query('DELETE FROM case_look');
  expect(await sweep(store.worker, { staleMs: 60_000, limit: 100 })).toBe(3);
  expect(await sweep(store.worker, { staleMs: 60_000, limit: 100 })).toBe(0);
  await store.database.query('DELETE FROM outbox');
  await look(store.worker, BAN);
  expect(await sweep(store.worker, { staleMs: 60_000, limit: 100 })).toBe(2);
  await store.database.query('DELETE FROM outbox');
  await store.database.query("UPDATE case_look SET looked_at = looked_at - interval '5 minutes'");
  expect(await sweep(store.worker, { staleMs: 60_000, limit: 100 })).toBe(3);
});

test('a case that was never recorded is not looked at', async () => {
  await expect(look(store.worker, 'cell/2018/nowhere')).rejects.toBeInstanceOf(UnknownCase);
});

test('a look sees what another process has recorded meanwhile', async () => {
  const before = await look(store.worker, BAN);
  await year.openStep(BAN, 'MEETING', [1], 'CELL_SECRETARY', 'all/absent');
  await year.say({ type: 'callSupplementaryMeeting', case: BAN, pass: 'all/late' });
  const after = await look(store.worker, BAN);
  expect(after.version).toBe(before.version + 2);
  expect(after.view).not.toBe(before.view);
});
