import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MemoryStore } from '../support/memory-store.js';
import { differences } from '../support/workflow-prefixes.js';
import { Run } from '../support/workflow-run.js';
import { cellOfFour, playCellOfFour } from '../support/workflow-scenes.js';
import { WorkflowServer } from '../support/workflow-server.js';
import { variant } from '../support/workflow-variant.js';

let server: WorkflowServer;
let four: MemoryStore;
beforeAll(async () => {
  server = await WorkflowServer.start();
  const run = new Run(server, cellOfFour());
  await playCellOfFour(run);
  four = run.store;
}, 120_000);
afterAll(() => server.close());

test('the cell of four: started anew after any transaction, all open and close what is due there and nothing else', async () => {
  expect(four.openCases()).toEqual([]);
  expect(await differences(server, four)).toEqual([]);
}, 300_000);

test.each([
  [
    'an outcome is computed again from the view',
    'case.ts',
    [
      [
        'await never() : (outcome as Outcome)',
        'await never() : (request.until(this.find(key) as never, this.view) ?? (outcome as Outcome))',
      ],
    ],
  ],
  [
    'who is late is asked of the view and not of the outcome',
    'cell-review/cell-review.workflow.ts',
    [
      [
        'const missing = await prepare(cell, pass, asked);',
        'await prepare(cell, pass, asked); const missing = { ...NOTHING_ASKED, SELF_ASSESSMENT: cell.view.steps.find((step) => step.step === "SELF_ASSESSMENT" && step.pass === latePass(pass))?.subjects ?? [] };',
      ],
    ],
  ],
  [
    'a step that stands open is opened again under another name',
    'cell-review/cell-review.workflow.ts',
    [["name: 'PROPOSAL'", "name: 'OPINION'"]],
  ],
] as const)(
  'the comparison notices when %s',
  async (what, file, changes) => {
    const changed = await WorkflowServer.start({ workflowsPath: variant(what.replaceAll(' ', '-'), file, changes) });
    try {
      expect(await differences(changed, four, 'FIRST')).not.toEqual([]);
    } finally {
      await changed.close();
    }
  },
  300_000,
);
