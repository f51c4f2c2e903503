import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { differences } from '../support/workflow-prefixes.js';
import { Run } from '../support/workflow-run.js';
import { playThreeTiers, threeTiers } from '../support/workflow-scenes.js';
import { WorkflowServer } from '../support/workflow-server.js';

let server: WorkflowServer;
beforeAll(async () => {
  server = await WorkflowServer.start();
}, 120_000);
afterAll(() => server.close());

test('three tiers with a grassroots cell, where lines and own classes go back and are put off: started anew after any transaction, all open and close what is due there and nothing else', async () => {
  const run = new Run(server, threeTiers());
  await playThreeTiers(run);
  expect(run.store.openCases()).toEqual([]);
  expect(await differences(server, run.store)).toEqual([]);
}, 600_000);
