import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cellCase, committeeCase } from '../../libs/domain/ids.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { RS_2018 } from '../support/given.js';
import { MemoryStore } from '../support/memory-store.js';
import { CYCLE, People } from '../support/workflow-people.js';
import { Run } from '../support/workflow-run.js';
import { WorkflowServer } from '../support/workflow-server.js';
import { Tree, type TreeNode } from '../support/workflow-tree.js';
import { wordsOf } from '../support/workflow-words.js';
import { playOut, type Plan } from '../support/workflow-year.js';

let server: WorkflowServer;
beforeAll(async () => {
  server = await WorkflowServer.start();
}, 120_000);
afterAll(() => server.close());

/** Plays a year to its end and gives what was recorded. */
async function play(root: TreeNode, plan: Plan = {}, rules: Partial<Rulebook> = {}): Promise<MemoryStore> {
  const run = new Run(server, new MemoryStore(new Tree(root), { ...RS_2018, ...rules }));
  const people = new People(run.store);
  await people.openCycle(root.id);
  await playOut(run, people, plan);
  expect(run.store.openCases()).toEqual([]);
  return run.store;
}

const commune = (...children: readonly TreeNode[]): TreeNode => ({ id: 'xa', tier: 'COMMUNE', children });
const cell = (id: string, ...members: readonly string[]): TreeNode => ({
  id,
  tier: 'CELL',
  members: members.map((member) => ({ member })),
});
const steps = (store: MemoryStore, caseId: string) => wordsOf(store, caseId).filter((each) => each.startsWith('Step'));
const XA = committeeCase(CYCLE, 'xa');

test('a cell without members, and one whose members are all unclassified, are settled without a class', async () => {
  const exempt: TreeNode = { id: 'mien', tier: 'CELL', members: [{ member: 'm', exempt: true }] };
  const store = await play(commune(cell('trong'), exempt, cell('ban', 'a')));
  for (const id of ['trong', 'mien']) {
    expect(steps(store, cellCase(CYCLE, id))).toEqual([]);
    expect(wordsOf(store, cellCase(CYCLE, id)).slice(-2)).toEqual(['SettledWithoutClass', 'CaseClosed']);
  }
});

test('a young cell has its members reviewed and no class of its own', async () => {
  const young = { ...cell('ban', 'a'), foundedOn: '2018-10-01' };
  const store = await play(commune(young));
  const words = wordsOf(store, cellCase(CYCLE, 'ban'));
  expect(words).toContain('ClassDecided all a');
  expect(words).toContain('SettledWithoutClass');
  expect(words.join()).not.toContain('OWN_CLASS');
});

test('a committee without subordinates reviews its leadership and ends', async () => {
  const store = await play(commune());
  expect(steps(store, XA)).toEqual([
    'StepOpened AWAIT_CHILDREN own [0]',
    'StepClosed AWAIT_CHILDREN own { }',
    'StepOpened COLLECTIVE own [0]',
    'StepClosed COLLECTIVE own { }',
    'StepOpened HEAD own [0]',
    'StepClosed HEAD own { }',
  ]);
});

test('a cell alone is its own root and decides on its members itself', async () => {
  const alone: TreeNode = {
    id: 'ban',
    tier: 'GRASSROOTS_CELL',
    members: [{ member: 'a' }, { member: 'b' }, { member: 'c' }],
  };
  const store = await play(alone, { returned: { a: 'MEETING' }, putOff: ['b'] });
  expect(steps(store, cellCase(CYCLE, 'ban')).slice(4)).toEqual([
    'StepOpened PROPOSAL all [1 2 3]',
    'StepClosed PROPOSAL all { }',
    'StepOpened DECISION all [1 2 3]',
    'StepClosed DECISION all { decided [3], returned [1 → MEETING], putOff [2] }',
    'StepOpened MEETING all/returned-MEETING [1]',
    'StepOpened DECISION all/put-off [2]',
    'StepClosed MEETING all/returned-MEETING { heard [1] }',
    'StepOpened PROPOSAL all/returned-MEETING [1]',
    'StepClosed DECISION all/put-off { decided [2] }',
    'StepClosed PROPOSAL all/returned-MEETING { }',
    'StepOpened DECISION all/returned-MEETING [1]',
    'StepClosed DECISION all/returned-MEETING { decided [1] }',
  ]);
});

test('a root that is to have a class and decides on it itself does so in its own pass, and may send it back', async () => {
  const rules = {
    procedure: { ...RS_2018.procedure, rootOwnClass: true },
    deciders: {
      ...RS_2018.deciders,
      organisations: { ...RS_2018.deciders.organisations, GRASSROOTS: 'SELF' as const },
    },
  };
  const store = await play(commune(cell('ban', 'a')), { returned: { xa: 'OWN_CLASS' } }, rules);
  expect(
    steps(store, XA)
      .filter((each) => / own(\/\S+)? /.test(each))
      .slice(6),
  ).toEqual([
    'StepOpened OWN_CLASS own [0]',
    'StepClosed OWN_CLASS own { }',
    'StepOpened DECISION own [0]',
    'StepClosed DECISION own { returned [0 → OWN_CLASS] }',
    'StepOpened OWN_CLASS own/returned-OWN_CLASS [0]',
    'StepClosed OWN_CLASS own/returned-OWN_CLASS { }',
    'StepOpened DECISION own/returned-OWN_CLASS [0]',
    'StepClosed DECISION own/returned-OWN_CLASS { decided [0] }',
  ]);
});

test('a committee in between gives its opinion before the decider’s appraisal opens', async () => {
  const between: TreeNode = { id: 'bo-phan', tier: 'SUB_COMMITTEE', children: [cell('ban', 'a')] };
  const store = await play(commune(between));
  const submission = `${cellCase(CYCLE, 'ban')}:all`;
  const about = (caseId: string) => steps(store, caseId).filter((each) => each.includes(` ${submission} `));
  expect(about(committeeCase(CYCLE, 'bo-phan'))).toEqual([
    `StepOpened OPINION ${submission} [1]`,
    `StepClosed OPINION ${submission} { }`,
  ]);
  const order = store.transactions.flatMap(({ command }) =>
    'step' in command && 'pass' in command && command.pass === submission ? [`${command.type} ${command.step}`] : [],
  );
  expect(order).toEqual([
    'openStep OPINION',
    'closeStep OPINION',
    'openStep APPRAISAL',
    'closeStep APPRAISAL',
    'openStep DECISION',
    'closeStep DECISION',
  ]);
});

test('an opinion that is overdue holds nobody up', async () => {
  const between: TreeNode = { id: 'bo-phan', tier: 'SUB_COMMITTEE', children: [cell('ban', 'a')] };
  const run = new Run(server, new MemoryStore(new Tree(commune(between)), RS_2018));
  const people = new People(run.store);
  await people.openCycle('xa');
  const submission = `${cellCase(CYCLE, 'ban')}:all`;
  await playOut(run, people, { silent: ['OPINION'] });
  expect(steps(run.store, XA).join()).not.toContain('APPRAISAL');
  await people.overdue(committeeCase(CYCLE, 'bo-phan'), 'OPINION', submission, [1]);
  await run.settled();
  expect(steps(run.store, XA)).toContain(`StepOpened APPRAISAL ${submission} [1]`);
});

test('where all lists are decided together none is appraised before each cell has sent its own or is overdue', async () => {
  const together = { ...RS_2018, procedure: { ...RS_2018.procedure, decideTogether: true } };
  const run = new Run(
    server,
    new MemoryStore(new Tree(commune(cell('ban-a', 'a'), cell('ban-b', 'b'), cell('trong'))), together),
  );
  const people = new People(run.store);
  const [first, second] = [cellCase(CYCLE, 'ban-a'), cellCase(CYCLE, 'ban-b')];
  await people.openCycle('xa');
  await run.settled();
  await people.handIn(first, 'a');
  await run.settled();
  await people.meet(first, ['a']);
  await run.settled();
  await people.propose(first, 'a');
  await run.settled();
  expect(run.store.view(XA).submissions).toHaveLength(1);
  expect(steps(run.store, XA).join()).not.toContain('APPRAISAL');
  await people.overdue(second, 'SELF_ASSESSMENT', 'all', [1]);
  await run.settled();
  expect(steps(run.store, XA)).toContain(`StepOpened APPRAISAL ${first}:all [1]`);
  await playOut(run, people);
  expect(run.store.openCases()).toEqual([]);
});

test('of those who come late the ready go on when a further meeting is called, the rest stay late', async () => {
  const run = new Run(server, new MemoryStore(new Tree(commune(cell('ban', 'a', 'b', 'c'))), RS_2018));
  const people = new People(run.store);
  const ban = cellCase(CYCLE, 'ban');
  await people.openCycle('xa');
  await run.settled();
  await people.handIn(ban, 'a');
  await people.overdue(ban, 'SELF_ASSESSMENT', 'all', [2, 3]);
  await run.settled();
  await people.handIn(ban, 'b');
  // Being overdue again moves nobody on (procedure.md, rule 10)
  await people.overdue(ban, 'SELF_ASSESSMENT', 'all/late', [3]);
  await run.settled();
  expect(steps(run.store, ban).at(-1)).toBe('StepOverdue SELF_ASSESSMENT all/late [3]');
  await people.say({ type: 'callSupplementaryMeeting', case: ban, pass: 'all/late' });
  await run.settled();
  expect(steps(run.store, ban).slice(-3)).toEqual([
    'StepClosed SELF_ASSESSMENT all/late { ready [2], missing [3] }',
    'StepOpened SELF_ASSESSMENT all/late/late [3]',
    'StepOpened MEETING all/late [2]',
  ]);
  await playOut(run, people);
  expect(run.store.openCases()).toEqual([]);
});

test('COLLECTIVE and HEAD swapped in the workflow: the recorded order changes, people do what they are asked and finish', async () => {
  const { variant } = await import('../support/workflow-variant.js');
  const workflowsPath = variant('head-first', 'committee-review/committee-review.workflow.ts', [
    ["name: 'COLLECTIVE'", "name: 'NEXT'"],
    ["name: 'HEAD'", "name: 'COLLECTIVE'"],
    ["name: 'NEXT'", "name: 'HEAD'"],
  ]);
  const swapped = await WorkflowServer.start({ workflowsPath });
  try {
    const run = new Run(swapped, new MemoryStore(new Tree(commune(cell('ban', 'a'))), RS_2018));
    const people = new People(run.store);
    await people.openCycle('xa');
    await playOut(run, people);
    expect(run.store.openCases()).toEqual([]);
    const own = steps(run.store, XA).filter((each) => each.includes(' own '));
    expect(own.filter((each) => each.startsWith('StepOpened'))).toEqual([
      'StepOpened AWAIT_CHILDREN own [0]',
      'StepOpened HEAD own [0]',
      'StepOpened COLLECTIVE own [0]',
    ]);
  } finally {
    await swapped.close();
  }
});
