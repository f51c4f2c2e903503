import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procedureActivities } from '../../activities/procedure.activities.js';
import { cellCase, committeeCase, cycleCase } from '../../libs/domain/ids.js';
import type { ProcedureActivities } from '../../libs/domain/ports.js';
import type { StepName } from '../../libs/domain/procedure/steps.js';
import { verify } from '../../libs/store/audit/verify.js';
import { COMMUNE, imported, say, testStore, type TestStore } from '../support/store.js';
import { everyActivityTwice, failAtEachActivity } from '../support/workflow-faults.js';

const CYCLE = cycleCase('2018');
const ROOT = committeeCase('2018', 'xa');
const BAN = cellCase('2018', 'ban');

const stores: TestStore[] = [];
let plain: readonly object[];
beforeAll(async () => {
  plain = await recordedBy((activities) => activities);
}, 120_000);
afterAll(() => Promise.all(stores.map((store) => store.end())));

/** All that a workflow may ask of the world, each of it at least once, on a database of its own. */
async function recordedBy(wrap: (activities: ProcedureActivities) => ProcedureActivities): Promise<readonly object[]> {
  const store = await testStore('activities');
  stores.push(store);
  const people = await imported(store, COMMUNE);
  const clerk = people['clerk'] ?? '';
  const timetable = { SELF_ASSESSMENT: { afterSeconds: 3_600 } };
  const cycle = {
    type: 'createCycle',
    case: CYCLE,
    year: 2018,
    root: 'xa',
    timetable,
    enteredAfterwards: false,
  } as const;
  await say(store, clerk, cycle);
  await say(store, clerk, { type: 'openCycle', case: CYCLE });

  const activities = tryingAgain(wrap(procedureActivities(store.worker)));
  const at = (step: StepName, pass = 'all') => ({ case: BAN, step, pass });
  const open = { subjects: [1, 2], asks: 'CELL_SECRETARY', mayReturnTo: [] } as const;
  const seen = async (caseId: string) => (await activities.look(caseId)).version;
  await activities.openCases(CYCLE, [ROOT]);
  await activities.openCases(ROOT, [BAN]);
  await activities.openStep({ ...at('SELF_ASSESSMENT'), ...open });
  await activities.remind({ ...at('SELF_ASSESSMENT'), subjects: [1, 2] });
  await activities.markOverdue({ ...at('SELF_ASSESSMENT'), subjects: [1, 2] });
  await activities.escalate(at('SELF_ASSESSMENT'));
  const outcome = { ready: [1], missing: [2] };
  await activities.closeStep({ ...at('SELF_ASSESSMENT'), outcome, seenVersion: await seen(BAN), submits: null });
  await activities.openStep({ ...at('PROPOSAL'), ...open });
  const submits = { pass: 'all', subjects: [1], appraise: true };
  await activities.closeStep({ ...at('PROPOSAL'), outcome: {}, seenVersion: await seen(BAN), submits });
  await activities.settle(BAN);
  for (const caseId of [BAN, ROOT, CYCLE])
    await activities.closeCase({ case: caseId, seenVersion: await seen(caseId) });

  expect(await verify(store.urls.owner)).toMatchObject({ outcome: 'INTACT' });
  return await store.database
    .query(
      `SELECT stream_id, version, type, data - 'dueAt' - 'remindAt' AS data FROM event
     WHERE stream_id LIKE 'procedure/%' ORDER BY stream_id, version`,
    )
    .then((rows) => rows.map(({ data, ...row }) => ({ ...row, data: withoutPeople(data, people) })));
}

// Whoever is imported anew has a new id
function withoutPeople(data: unknown, people: Readonly<Record<string, string>>): string {
  return Object.entries(people).reduce((text, [code, id]) => text.replaceAll(id, code), JSON.stringify(data));
}

/** As Temporal does: an activity that failed is run again. */
function tryingAgain(activities: ProcedureActivities): ProcedureActivities {
  type Call = (...args: readonly unknown[]) => Promise<unknown>;
  const again =
    (call: Call): Call =>
    async (...args) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await call(...args);
        } catch (error) {
          if (tries === 3) throw error;
        }
      }
    };
  const calls = Object.entries(activities as unknown as Record<string, Call>);
  return Object.fromEntries(calls.map(([name, call]) => [name, again(call)])) as never;
}

/** Two workers that both believe the activity is theirs. */
function twiceAtOnce(activities: ProcedureActivities): ProcedureActivities {
  type Call = (...args: readonly unknown[]) => Promise<unknown>;
  const calls = Object.entries(activities as unknown as Record<string, Call>);
  const both =
    (call: Call): Call =>
    async (...args) =>
      (await Promise.all([call(...args), call(...args)]))[0];
  return Object.fromEntries(calls.map(([name, call]) => [name, both(call)])) as never;
}

test('each activity has recorded something', () => {
  const types = plain.map((row) => (row as { readonly type: string }).type);
  expect(new Set(types)).toEqual(
    new Set([
      ...['CaseOpened', 'ChildOpened', 'StepOpened', 'StepReminded', 'StepOverdue', 'StepEscalated', 'StepClosed'],
      ...['SubmissionReceived', 'SettledWithoutClass', 'ChildSettled', 'CaseClosed', 'ChildClosed'],
    ]),
  );
});

test.each([
  ['every activity runs twice', everyActivityTwice],
  ['every activity runs twice at once', twiceAtOnce],
  ['each activity fails at first, before or after its work', failAtEachActivity],
] as const)(
  'the same events when %s',
  async (_, wrap) => {
    expect(await recordedBy(wrap)).toEqual(plain);
  },
  180_000,
);
