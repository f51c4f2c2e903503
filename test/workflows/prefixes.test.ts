import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { differences } from '../support/workflow-prefixes.js';
import { Run } from '../support/workflow-run.js';
import { cellOfFour, playCellOfFour } from '../support/workflow-scenes.js';
import { WorkflowServer } from '../support/workflow-server.js';

let server: WorkflowServer;
beforeAll(async () => {
  server = await WorkflowServer.start();
});
afterAll(() => server.close());

describe('started anew after any transaction, workflows open and close what is due there and nothing else', () => {
  test('the cell of four', async () => {
    const run = new Run(server, cellOfFour());
    await playCellOfFour(run);
    expect(run.store.openCases()).toEqual([]);
    expect(await differences(server, run.store)).toEqual([]);
  });
});
