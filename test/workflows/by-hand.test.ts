import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { openingsAndClosings } from '../support/openings.js';
import { Run } from '../support/workflow-run.js';
import { CELL, cellOfFour, playCellOfFour, YEAR } from '../support/workflow-scenes.js';
import { WorkflowServer } from '../support/workflow-server.js';
import { People } from '../support/workflow-people.js';

let server: WorkflowServer;
let plain: readonly string[];
beforeAll(async () => {
  server = await WorkflowServer.start();
  const run = new Run(server, cellOfFour());
  await playCellOfFour(run);
  plain = done(run);
}, 180_000);
afterAll(() => server.close());

/** What workflows recorded; cases run side by side, so their order among each other says nothing. */
const done = ({ store }: Run): readonly string[] => [...openingsAndClosings(store.transactions)].sort();

test('signals with a payload and of other names change nothing', async () => {
  const run = new Run(server, cellOfFour());
  await playCellOfFour(run, async () => {
    const before = run.store.transactions.length;
    for (const caseId of run.store.openCases()) {
      const handle = run.handle(caseId);
      const decided = { type: 'decide', lines: [{ subject: 'A', class: 'EXCELLENT' }] };
      await handle.signal('caseChanged', decided, 'x'.repeat(10_000));
      await handle.signal('closeCase', { case: caseId });
    }
    await run.settled();
    expect(run.store.transactions).toHaveLength(before);
  });
  expect(done(run)).toEqual(plain);
}, 300_000);

test('workflows reset by hand walk on from where their cases stand, and do nothing twice', async () => {
  const run = new Run(server, cellOfFour());
  let deeds = 0;
  await playCellOfFour(run, async () => {
    deeds += 1;
    if (deeds % 8 === 0) await run.reset();
  });
  expect(done(run)).toEqual(plain);
  expect(await run.end(CELL)).toBeNull();
}, 300_000);

const cli = process.env['TEMPORAL_CLI_PATH'];
(cli ? describe : describe.skip)('on a server that asks for new runs early (needs TEMPORAL_CLI_PATH)', () => {
  test('a run is continued as new while two steps stand open side by side, and both go on', async () => {
    const early = ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=25'];
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'existing-path', path: cli ?? '' }, extraArgs: early },
    });
    const other = await WorkflowServer.start({ address: environment.address });
    try {
      const run = new Run(other, cellOfFour());
      const people = new People(run.store);
      await people.openCycle('yen-minh');
      await run.settled();
      const before = run.store.transactions.length;
      const open = () => run.store.view(CELL).steps.filter(({ outcome }) => outcome === null);
      expect(open().map(({ step }) => step)).toEqual(['SELF_ASSESSMENT', 'RESIDENCE_COMMENT']);
      const runs = async () => (await run.runIds(CELL)).length;
      const began = await runs();
      // A change that moves no step, so that the run looks and takes stock
      for (let day = 10; day < 28 && (await runs()) < began + 2; day += 1) {
        await people.say({ type: 'changeTimetable', case: YEAR, step: 'SELF_ASSESSMENT', dueOn: `2099-01-${day}` });
        await run.settled();
      }
      expect(await runs()).toBeGreaterThanOrEqual(began + 2);
      expect(openingsAndClosings(run.store.transactions.slice(before))).toEqual([]);
      await people.comment(CELL, 'B');
      await people.handIn(CELL, 'A', 'B', 'C');
      await run.settled();
      expect(open().map(({ step }) => step)).toEqual(['MEETING']);
    } finally {
      await other.close();
      await environment.teardown();
    }
  }, 240_000);
});
