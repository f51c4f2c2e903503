import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { cellCase, committeeCase } from '../../libs/domain/ids.js';
import type { CycleTimetable } from '../../libs/domain/cycle/events.js';
import { RS_2018 } from '../support/given.js';
import { MemoryStore } from '../support/memory-store.js';
import { CYCLE, People } from '../support/workflow-people.js';
import { openingsAndClosings } from '../support/openings.js';
import { differences } from '../support/workflow-prefixes.js';
import { Run } from '../support/workflow-run.js';
import { CELL, cellOfFour, COMMUNE, playCellOfFour, YEAR } from '../support/workflow-scenes.js';
import { WorkflowServer } from '../support/workflow-server.js';
import { Tree } from '../support/workflow-tree.js';
import { wordsOf } from '../support/workflow-words.js';
import { playOut } from '../support/workflow-year.js';

let server: WorkflowServer;
beforeAll(async () => {
  server = await WorkflowServer.start();
}, 120_000);
afterAll(() => server.close());

const BAN = cellCase(CYCLE, 'ban');
const oneCell = () =>
  new MemoryStore(
    new Tree({
      id: 'xa',
      tier: 'COMMUNE',
      children: [{ id: 'ban', tier: 'CELL', members: [{ member: 'a' }, { member: 'b' }] }],
    }),
    RS_2018,
  );
const steps = (store: MemoryStore, caseId: string) =>
  wordsOf(store, caseId).filter((each) => /^(Step|Timetable|GoOn)/.test(each));

async function opened(
  timetable: CycleTimetable = {},
  enteredAfterwards = false,
): Promise<{ run: Run; people: People }> {
  const run = new Run(server, oneCell());
  const people = new People(run.store);
  await people.openCycle('xa', timetable, enteredAfterwards);
  await run.settled();
  return { run, people };
}

describe('one timer for each open step', () => {
  test('reminds, marks overdue and escalates, in that order and once; then the step moves on without the missing', async () => {
    const { run, people } = await opened({ SELF_ASSESSMENT: { afterSeconds: 4 } });
    await people.handIn(BAN, 'a');
    await until(() => steps(run.store, BAN).some((each) => each.startsWith('StepEscalated SELF_ASSESSMENT all/late')));
    await run.settled();
    expect(steps(run.store, BAN)).toEqual([
      'StepOpened SELF_ASSESSMENT all [1 2]',
      'StepReminded SELF_ASSESSMENT all [2]',
      'StepOverdue SELF_ASSESSMENT all [2]',
      'StepClosed SELF_ASSESSMENT all { ready [1], missing [2] }',
      'StepOpened SELF_ASSESSMENT all/late [2]',
      'StepOpened MEETING all [1]',
      'StepReminded SELF_ASSESSMENT all/late [2]',
      'StepOverdue SELF_ASSESSMENT all/late [2]',
      'StepEscalated SELF_ASSESSMENT all/late',
    ]);
  }, 60_000);

  test('follows a timetable that changes', async () => {
    const { run, people } = await opened({ SELF_ASSESSMENT: { afterSeconds: 4 } });
    await people.say({ type: 'changeTimetable', case: YEAR, step: 'SELF_ASSESSMENT', dueOn: '2099-01-05' });
    await sleep(6_000);
    expect(steps(run.store, BAN)).toEqual([
      'StepOpened SELF_ASSESSMENT all [1 2]',
      'TimetableChanged SELF_ASSESSMENT all',
    ]);
  }, 60_000);

  test('none in a year entered afterwards: a person lets a step go on', async () => {
    const { run, people } = await opened({ SELF_ASSESSMENT: { afterSeconds: 1 } }, true);
    await people.handIn(BAN, 'a');
    await sleep(2_500);
    await run.settled();
    expect(steps(run.store, BAN)).toEqual(['StepOpened SELF_ASSESSMENT all [1 2]']);
    await people.say({ type: 'goOnWithoutLate', case: BAN, step: 'SELF_ASSESSMENT', pass: 'all' });
    await run.settled();
    expect(steps(run.store, BAN)).toContain('StepOpened SELF_ASSESSMENT all/late [2]');
  }, 60_000);
});

describe('a wish to close the case', () => {
  test('ends its open steps and those of all cases below; nothing more opens, whenever a run starts', async () => {
    const { run, people } = await opened();
    await people.handIn(BAN, 'a', 'b');
    await run.settled();
    await people.meet(BAN, ['a'], ['b']);
    await run.settled();
    const before = run.store.transactions.length;
    await people.say({ type: 'requestClosing', case: YEAR, reason: 'ENTERED_BY_MISTAKE' });
    await run.settled();
    expect(run.store.openCases()).toEqual([]);
    const after = openingsAndClosings(run.store.transactions.slice(before));
    expect(after.filter((each) => each.includes('"openStep"'))).toEqual([]);
    expect(steps(run.store, BAN).slice(-2)).toEqual([
      'StepClosed MEETING all/absent { ended }',
      'StepClosed PROPOSAL all { ended }',
    ]);
    expect(wordsOf(run.store, BAN).at(-1)).toBe('CaseClosed');
    expect(await run.end(YEAR)).toBeNull();
    expect(await differences(server, run.store)).toEqual([]);
  }, 120_000);
});

test('a wish to close the whole tree leaves the year to make known what was decided, and then it ends', async () => {
  const { run, people } = await opened();
  await people.say({ type: 'requestClosing', case: committeeCase(CYCLE, 'xa'), reason: 'ENTERED_BY_MISTAKE' });
  await run.settled();
  expect(run.store.openCases()).toEqual([YEAR]);
  await playOut(run, people);
  expect(run.store.openCases()).toEqual([]);
  expect(steps(run.store, YEAR)[0]).toBe('StepOpened PUBLICATION all [0]');
}, 60_000);

describe('for the operator', () => {
  test('current details read like the procedure', async () => {
    const { run } = await opened();
    expect(await run.details(BAN)).toMatch(
      /^1 open, 0 closed\. Version 2\.\n\n- \*\*SELF_ASSESSMENT\*\* all · asks MEMBER · 0 of 2 · due /,
    );
    expect(await run.view(BAN)).toEqual(run.store.view(BAN));
  });

  test('a step that stands open and that nobody waits for is an alarm', async () => {
    const { run, people } = await opened();
    const orphan = {
      type: 'openStep',
      case: BAN,
      pass: 'all',
      step: 'HEAD',
      subjects: [1],
      asks: 'CELL',
      mayReturnTo: [],
    } as const;
    await people.say(orphan, { kind: 'PROCEDURE' });
    run.tell(BAN);
    await run.settled();
    const alarms = (await run.details(BAN)).split('\n').filter((line) => line.endsWith('**ORPHANED_STEP**'));
    expect(alarms).toEqual([expect.stringMatching(/^- \*\*HEAD\*\* all · asks CELL · 0 of 1/)]);
  });

  test('a store that is older than what a run has seen of it stops that run', async () => {
    const { run } = await opened();
    run.store.versions.set(BAN, 1);
    run.tell(BAN);
    expect(await run.end(BAN)).toBe('STORE_IS_OLDER');
    expect(run.store.ahead).toMatchObject([{ case: BAN, seen: 2, found: 1 }]);
  });

  test('so does one that has reached the same version another way', async () => {
    const { run, people } = await opened();
    await people.handIn(BAN, 'a');
    await run.settled();
    const version = run.store.version(BAN);
    await people.handIn(BAN, 'b');
    run.store.versions.set(BAN, version);
    run.tell(BAN);
    expect(await run.end(BAN)).toBe('STORE_IS_OLDER');
    expect(run.store.ahead).toMatchObject([{ case: BAN, seen: version, found: version }]);
  });
});

const cli = process.env['TEMPORAL_CLI_PATH'];
(cli ? describe : describe.skip)('on a server that asks for new runs early (needs TEMPORAL_CLI_PATH)', () => {
  test('runs continue as new in the middle of steps, and nothing else changes', async () => {
    const early = ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=25'];
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'existing-path', path: cli ?? '' }, extraArgs: early },
    });
    const other = await WorkflowServer.start({ address: environment.address });
    try {
      const [renewed, plain] = [new Run(other, cellOfFour()), new Run(server, cellOfFour())];
      await Promise.all([playCellOfFour(renewed), playCellOfFour(plain)]);
      const done = ({ store }: Run) => [...openingsAndClosings(store.transactions)].sort();
      expect(done(renewed)).toEqual(done(plain));
      const runs = await other.runsOf(renewed.handle(CELL).workflowId);
      expect(runs).toBeGreaterThan(3);
      expect(await renewed.end(COMMUNE)).toBeNull();
    } finally {
      await other.close();
      await environment.teardown();
    }
  }, 120_000);
});

test('the view of 400 members on six roads stays within 16 kB', async () => {
  const members = Array.from({ length: 400 }, (_, index) => ({ member: `m${index + 1}` }));
  const store = new MemoryStore(
    new Tree({ id: 'xa', tier: 'COMMUNE', children: [{ id: 'ban', tier: 'CELL', members }] }),
    RS_2018,
  );
  let largest = 0;
  const run = new Run(server, store, {
    activities: (activities) => ({
      ...activities,
      look: async (caseId) => {
        const seen = await activities.look(caseId);
        largest = Math.max(largest, Buffer.byteLength(seen.view));
        return seen;
      },
    }),
  });
  const every = (nth: number, from: number) =>
    members.map(({ member }) => member).filter((_, index) => index % nth === from);
  const people = new People(store);
  await people.openCycle('xa');
  await playOut(run, people, {
    late: every(7, 1),
    absent: every(7, 2),
    returned: Object.fromEntries([
      ...every(49, 3).map((id) => [id, 'MEETING'] as const),
      ...every(49, 10).map((id) => [id, 'PROPOSAL'] as const),
    ]),
    putOff: every(7, 5),
  });
  expect(store.openCases()).toEqual([]);
  const passes = new Set(steps(store, BAN).map((each) => each.split(' ')[2]));
  expect([...passes].filter((pass) => !pass?.startsWith('own')).length).toBeGreaterThanOrEqual(6);
  expect(largest).toBeGreaterThan(1_000);
  expect(largest).toBeLessThanOrEqual(16 * 1024);
}, 300_000);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}
