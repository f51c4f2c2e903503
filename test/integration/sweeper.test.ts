import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { Relay } from '../../apps/worker/relay/relay.js';
import { Sweeper } from '../../apps/worker/relay/sweeper.js';
import { testStore, type TestStore } from '../support/store.js';
import { BAN, ROOT, Year } from '../support/store-year.js';
import { createNamespace, temporalAddress } from '../support/temporal.js';

let store: TestStore;
let connection: Connection;
let client: Client;
let stop: AbortController;
let running: Promise<unknown>;

beforeAll(async () => {
  store = await testStore('sweeper');
  await Year.open(store);
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection, namespace: await createNamespace('sweeper') });
  stop = new AbortController();
  running = Promise.all([
    new Relay(store.worker, client).run(stop.signal),
    new Sweeper(store.worker, client).run(stop.signal),
  ]);
}, 60_000);
afterAll(async () => {
  stop.abort();
  await running;
  await connection.close();
  await store.end();
});

const statusOf = async (caseId: string): Promise<string> => {
  try {
    return (await client.workflow.getHandle(caseId).describe()).status.name;
  } catch {
    return 'NONE';
  }
};

/** No worker runs here: what a workflow would have noted of its look is noted by hand. */
const looked = (caseId: string): Promise<unknown> =>
  store.database.query(
    `INSERT INTO case_look VALUES ($1, clock_timestamp()) ON CONFLICT (case_id) DO UPDATE SET looked_at = excluded.looked_at`,
    [caseId],
  );

/** The status that is waited for, or the one that it stays at. */
async function waitFor(caseId: string, status: string, seconds = 30): Promise<string> {
  for (let left = 2 * seconds; left > 0 && (await statusOf(caseId)) !== status; left -= 1) await sleep(500);
  return statusOf(caseId);
}

test('every open case is started', async () => {
  for (const caseId of [BAN, ROOT]) {
    expect(await waitFor(caseId, 'RUNNING')).toBe('RUNNING');
    await looked(caseId);
  }
}, 60_000);

test('a run that was terminated by hand is started anew before the case is stale', async () => {
  await client.workflow.getHandle(ROOT).terminate();
  expect(await waitFor(ROOT, 'RUNNING')).toBe('RUNNING');
}, 60_000);

test('runs that are gone are started anew, though people go on in a case that has its run again', async () => {
  for (const caseId of [BAN, ROOT]) {
    await looked(caseId);
    await client.workflow.getHandle(caseId).terminate();
    const { namespace } = client.options;
    await connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId: caseId } });
    await waitFor(caseId, 'NONE', 3);
  }
  await store.database.query('INSERT INTO outbox (case_id, urgent) VALUES ($1, true)', [BAN]);
  expect(await waitFor(BAN, 'RUNNING')).toBe('RUNNING');
  expect(await waitFor(ROOT, 'RUNNING')).toBe('RUNNING');
}, 120_000);
