import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cellOfFour, playCellOfFour } from '../support/workflow-scenes.js';
import { Run } from '../support/workflow-run.js';
import { WorkflowServer } from '../support/workflow-server.js';

let server: WorkflowServer;
beforeAll(async () => {
  server = await WorkflowServer.start();
});
afterAll(() => server.close());

test('cell of four', async () => {
  const run = new Run(server, cellOfFour());
  const t0=Date.now();
  setTimeout(async () => {
    for (const c of run.store.openCases()) console.log(c, run.store.version(c), run.store.looked.get(c), await run.details(c), await run.handle(c).query('__stack_trace').catch(String));
  }, 6000);
  try { await playCellOfFour(run); } catch (error) { console.log(error); console.log(JSON.stringify(run.store.view('cell/2018/ban-lang').steps)); }
  console.log(Date.now()-t0, run.store.transactions.length, run.store.transactions.map(({ accepted, cases }) => cases.join(' ') + ' | ' + accepted.events.map(({ event }) => event.type + ' ' + JSON.stringify({...event, type: undefined}).slice(0,150)).join('\n    ')).join('\n'));
  expect(run.store.openCases()).toEqual([]);
});
