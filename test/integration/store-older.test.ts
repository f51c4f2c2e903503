import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { acceptOlderStore, olderStore, tellAhead } from '../../libs/store/older-store.js';
import { claimOutbox } from '../../libs/store/outbox.js';
import { openPool } from '../../libs/store/pool.js';
import { testStore, type TestStore } from '../support/store.js';
import { BAN, ROOT, Year } from '../support/store-year.js';

let store: TestStore;
let year: Year;
const NOW = { limit: 1_000, gatherMs: 0, leaseMs: 0 };
const told = async (): Promise<readonly string[]> =>
  (await claimOutbox(store.worker, NOW)).map(({ caseId }) => caseId).sort();

beforeAll(async () => {
  store = await testStore('older');
  year = await Year.open(store);
  await year.openStep(BAN, 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER');
  await store.database.query('DELETE FROM outbox');
  for (const caseId of [BAN, ROOT])
    await store.database.query('INSERT INTO outbox (case_id, urgent) VALUES ($1, true)', [caseId]);
});
afterAll(() => store.end());

test('a case whose workflow is ahead of the store is told nothing until an operator accepts the older store', async () => {
  expect(await olderStore(store.api)).toEqual({ cases: 0, completeUntil: null });
  expect(await told()).toEqual([BAN, ROOT]);

  const [last] = await store.database.query('SELECT max(recorded_at)::text AS at FROM event');
  const seenAt = new Date();
  // People go on before anybody notices: what they record now says nothing of the backup.
  await new Promise((resolve) => setTimeout(resolve, 20));
  await year.handIn('A');
  for (const seen of [9, 10])
    await tellAhead(store.worker, { case: BAN, seen, found: 7, seenAt: seenAt.toISOString() });
  const completeUntil = new Date(String(last?.['at'])).toISOString();
  expect(await olderStore(store.api)).toEqual({ cases: 1, completeUntil });
  expect(await told()).toEqual([ROOT]);

  expect(await acceptOlderStore({ pool: store.worker.pool }).catch(({ code }: { code: string }) => code)).toBe('42501');
});

test('once accepted it is told at once, and the alarm is over', async () => {
  const owner = openPool({ url: store.urls.owner, applicationName: 'test', size: 1 });
  try {
    expect(await acceptOlderStore({ pool: owner })).toMatchObject({ cases: 1 });
    expect(await acceptOlderStore({ pool: owner })).toEqual({ cases: 0, completeUntil: null });
  } finally {
    await owner.end();
  }
  expect(await told()).toEqual([BAN, ROOT]);
  expect(await olderStore(store.api)).toEqual({ cases: 0, completeUntil: null });
});
