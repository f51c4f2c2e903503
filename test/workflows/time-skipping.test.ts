import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cellCase, committeeCase } from '../../libs/domain/ids.js';
import type { CycleTimetable } from '../../libs/domain/cycle/events.js';
import type { ProcedureEvent } from '../../libs/domain/procedure/events.js';
import { RS_2018 } from '../support/given.js';
import { MemoryStore } from '../support/memory-store.js';
import { CYCLE, People } from '../support/workflow-people.js';
import { Run } from '../support/workflow-run.js';
import { YEAR } from '../support/workflow-scenes.js';
import { WorkflowServer } from '../support/workflow-server.js';
import { Tree } from '../support/workflow-tree.js';
import { playOut } from '../support/workflow-year.js';

const executable = process.env['TEMPORAL_TEST_SERVER_PATH'];
const XA = committeeCase(CYCLE, 'xa');
const BAN = cellCase(CYCLE, 'ban');
// Timers are exact; the server's clock runs on while it works
const TOLERANCE = 120_000;

/** Time on this server belongs to all its workflows: one test after the other. */
(executable ? describe : describe.skip)('months in seconds (needs TEMPORAL_TEST_SERVER_PATH)', () => {
  let environment: TestWorkflowEnvironment;
  let server: WorkflowServer;
  beforeAll(async () => {
    environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: executable ?? '' } },
    });
    server = await WorkflowServer.start({ address: environment.address });
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    await environment?.teardown();
  });

  const opened = async (timetable: CycleTimetable = {}, enteredAfterwards = false) => {
    const tree = new Tree({
      id: 'xa',
      tier: 'COMMUNE',
      children: [{ id: 'ban', tier: 'CELL', members: [{ member: 'a' }, { member: 'b' }] }],
    });
    const run = new Run(server, new MemoryStore(tree, RS_2018, () => environment.currentTimeMs()));
    const people = new People(run.store);
    await people.openCycle('xa', timetable, enteredAfterwards);
    await run.atRest();
    return { run, people };
  };
  const later = async (run: Run, time: string): Promise<void> => {
    // A timer that had not reached the server would start after the jump
    await run.atRest();
    await environment.sleep(time as never);
    await run.atRest();
  };

  test('a year in which everyone is late: each step is reminded, overdue and escalated once, when it is due', async () => {
    const { run, people } = await opened();
    const { store } = run;
    // Nobody does anything for two months
    await later(run, '60 days');
    expect(alarms(store, BAN)).toEqual([
      'SELF_ASSESSMENT all StepReminded',
      'SELF_ASSESSMENT all StepOverdue',
      ...everyAlarm('SELF_ASSESSMENT all/late'),
    ]);
    // One comes, the other is waited for without end: half a year
    await people.handIn(BAN, 'a');
    await people.say({ type: 'callSupplementaryMeeting', case: BAN, pass: 'all/late' });
    await later(run, '30 days');
    await people.meet(BAN, ['a']);
    await later(run, '30 days');
    await people.propose(BAN, 'a');
    await later(run, '180 days');
    // Both passes wait side by side, each with dates of its own
    expect([...alarms(store, BAN).slice(5)].sort()).toEqual(
      [...everyAlarm('MEETING all/late', 'PROPOSAL all/late', 'SELF_ASSESSMENT all/late/late')].sort(),
    );
    expect(alarms(store, XA)).toEqual(everyAlarm(`APPRAISAL ${BAN}:all/late`));
    await people.handIn(BAN, 'b');
    await run.settled();
    await playOut(run, people);
    expect(store.openCases()).toEqual([]);
    for (const caseId of [BAN, XA, YEAR]) expect(untimely(store, caseId)).toEqual([]);
    // What is closed is not spoken of any more
    const end = store.transactions.length;
    await environment.sleep('365 days');
    expect(store.transactions).toHaveLength(end);
  }, 240_000);

  test('a timetable that is extended: nothing at the old date, all at the new one, and once', async () => {
    const { run, people } = await opened({ SELF_ASSESSMENT: { afterSeconds: 10 * 86_400 } });
    await later(run, '9 days');
    expect(alarms(run.store, BAN)).toEqual(['SELF_ASSESSMENT all StepReminded']);
    const far = new Date((await environment.currentTimeMs()) + 90 * 86_400_000).toISOString().slice(0, 10);
    await people.say({ type: 'changeTimetable', case: YEAR, step: 'SELF_ASSESSMENT', dueOn: far });
    await later(run, '60 days');
    // Eighty of a hundred days have not passed
    expect(alarms(run.store, BAN)).toEqual(['SELF_ASSESSMENT all StepReminded']);
    await later(run, '25 days');
    expect(alarms(run.store, BAN)).toEqual(['SELF_ASSESSMENT all StepReminded', 'SELF_ASSESSMENT all StepReminded']);
    await later(run, '10 days');
    expect(alarms(run.store, BAN).slice(2, 3)).toEqual(['SELF_ASSESSMENT all StepOverdue']);
    expect(untimely(run.store, BAN)).toEqual([]);
  }, 120_000);

  test('a year entered afterwards has no timers: half a year changes nothing', async () => {
    const { run } = await opened({}, true);
    const { length } = run.store.transactions;
    await later(run, '180 days');
    expect(run.store.transactions).toHaveLength(length);
  }, 120_000);
});

type Alarm = Extract<ProcedureEvent, { readonly type: 'StepReminded' | 'StepOverdue' | 'StepEscalated' }>;
const KINDS = ['StepReminded', 'StepOverdue', 'StepEscalated'] as const;
const isAlarm = (event: { readonly type: string }): event is Alarm => KINDS.some((kind) => kind === event.type);
const everyAlarm = (...steps: readonly string[]): readonly string[] =>
  steps.flatMap((step) => KINDS.map((kind) => `${step} ${kind}`));

/** What timers have recorded of a case, in order. */
function alarms(store: MemoryStore, caseId: string): readonly string[] {
  return timed(store, caseId).flatMap(({ event }) =>
    isAlarm(event) ? [`${event.step} ${event.pass} ${event.type}`] : [],
  );
}

interface Timed {
  readonly at: string;
  readonly event: ProcedureEvent;
}

function timed({ transactions }: MemoryStore, caseId: string): readonly Timed[] {
  return transactions.flatMap(({ at, accepted }) =>
    accepted.events
      .filter(({ stream }) => stream === `procedure/${caseId}`)
      .map(({ event }) => ({ at, event: event as ProcedureEvent })),
  );
}

/** Alarms that did not come when the step's dates of that moment said. */
function untimely(store: MemoryStore, caseId: string): readonly string[] {
  const dates = new Map<string, { readonly remindAt: string | null; readonly dueAt: string | null }>();
  const wrong: string[] = [];
  for (const { at, event } of timed(store, caseId)) {
    if (event.type === 'StepOpened' || event.type === 'TimetableChanged')
      dates.set(`${event.pass}|${event.step}`, event);
    if (!isAlarm(event)) continue;
    const { remindAt = null, dueAt = null } = dates.get(`${event.pass}|${event.step}`) ?? {};
    const due = event.type === 'StepReminded' ? remindAt : dueAt;
    const late = due === null ? Number.NaN : Date.parse(at) - Date.parse(due);
    if (!(late >= 0 && late < TOLERANCE))
      wrong.push(`${event.type} ${event.step} ${event.pass}: due ${due}, came ${at}`);
  }
  return wrong;
}
