import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Command } from '../../libs/domain/handling/world.js';
import { submissionId } from '../../libs/domain/ids.js';
import type { ProcedureCommand } from '../../libs/domain/procedure/commands.js';
import type { StepName } from '../../libs/domain/procedure/steps.js';
import { verify } from '../../libs/store/audit/verify.js';
import { claimOutbox, deleteOutbox } from '../../libs/store/outbox.js';
import { selfAssessment, tallyOf, votes } from '../support/cell-of-four.js';
import { proceed, say, testStore, type TestStore } from '../support/store.js';
import { BAN, LIST, memberOf, reviewOf, ROOT, Year } from '../support/store-year.js';

let store: TestStore;
let year: Year;

beforeAll(async () => {
  store = await testStore('items');
  year = await Year.open(store);
});
afterAll(() => store.end());

/** Records it, and derives all work items anew: those stored are the same, whatever was recorded. */
async function person(command: Command, by = 'clerk'): Promise<void> {
  await say(store, year.id(by), command);
  expect(await verify(store.urls.owner)).toEqual(expect.objectContaining({ outcome: 'INTACT' }));
}

async function workflow(command: ProcedureCommand): Promise<void> {
  await proceed(store, command);
  expect(await verify(store.urls.owner)).toEqual(expect.objectContaining({ outcome: 'INTACT' }));
}

const versionOf = async (caseId: string): Promise<number> =>
  Number((await store.database.query('SELECT version FROM review_case WHERE id = $1', [caseId]))[0]?.['version']);

async function open(
  caseId: string,
  step: StepName,
  subjects: readonly number[],
  asks:
    | 'MEMBER'
    | 'CELL_SECRETARY'
    | 'RESIDENCE_SECRETARY'
    | 'EXECUTIVE_COMMITTEE'
    | 'OFFICE'
    | 'CELL'
    | 'LEADERSHIP_COLLECTIVE'
    | 'NOBODY',
  pass = 'all',
) {
  await workflow({ type: 'openStep', case: caseId, step, pass, subjects, asks, mayReturnTo: ['MEETING'] });
}

async function close(caseId: string, step: StepName, pass = 'all', submits: readonly number[] | null = null) {
  const sent = submits === null ? null : { pass, subjects: submits, appraise: true };
  await workflow({
    type: 'closeStep',
    case: caseId,
    step,
    pass,
    outcome: {},
    seenVersion: await versionOf(caseId),
    submits: sent,
  });
}

const items = async (): Promise<readonly string[]> =>
  (
    await store.database.query(
      "SELECT step || ' ' || pass || ' ' || subject || ' ' || asks AS item FROM work_item ORDER BY 1",
    )
  ).map(({ item }) => String(item));
const paper = { writtenOn: '2018-11-30' };
const line = (code: string) => ({ member: year.id(code), ...selfAssessment(), paper });
const good = (subject: string) => ({ subject, class: 'GOOD', reason: null }) as const;
const headOf = async (stream: string): Promise<string> =>
  String(
    (await store.database.query("SELECT encode(head, 'hex') AS head FROM stream WHERE id = $1", [stream]))[0]?.['head'],
  );
const REASON = { code: 'AS_DISCUSSED' };

async function told(caseId: string): Promise<readonly boolean[]> {
  const claimed = await claimOutbox(store.worker, { limit: 1_000, gatherMs: 0, leaseMs: 10_000 });
  await deleteOutbox(
    store.worker,
    claimed.flatMap(({ ids }) => ids),
  );
  return claimed.filter((each) => each.caseId === caseId).map(({ urgent }) => urgent);
}

test('preparation: each paper takes its own item away, the last one is urgent', async () => {
  await open(BAN, 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER');
  await open(BAN, 'RESIDENCE_COMMENT', [2], 'RESIDENCE_SECRETARY');
  await told(BAN);
  await person({ type: 'submitSelfAssessments', case: BAN, lines: [line('A')] });
  expect(await items()).toEqual([
    'RESIDENCE_COMMENT all 2 RESIDENCE_SECRETARY',
    'SELF_ASSESSMENT all 2 MEMBER',
    'SELF_ASSESSMENT all 3 MEMBER',
  ]);
  expect(await told(BAN)).toEqual([false]);
  await person({ type: 'submitSelfAssessments', case: BAN, lines: [line('B')] });
  await person({ type: 'correctSelfAssessment', case: BAN, lines: [{ ...line('B'), reason: REASON }] });
  await told(BAN);
  const comment = { member: year.id('B'), grades: {}, document: null, frontCommitteeMetOn: null };
  await person({ type: 'giveResidenceComments', case: BAN, lines: [comment] }, 'R');
  expect(await items()).toContain('RESIDENCE_COMMENT all 2 RESIDENCE_COMMITTEE');
  expect(await told(BAN)).toEqual([false]);
  await person({ type: 'confirmResidenceComments', case: BAN, lines: [{ member: year.id('B') }] });
  expect(await told(BAN)).toEqual([true]);
});

test('a new date moves the items of the steps that are open', async () => {
  await workflow({ type: 'markOverdue', case: BAN, step: 'SELF_ASSESSMENT', pass: 'all', subjects: [3] });
  await person({ type: 'changeTimetable', case: 'cycle/2018', step: 'SELF_ASSESSMENT', dueOn: '2030-01-15' });
  await person({ type: 'goOnWithoutLate', case: BAN, step: 'SELF_ASSESSMENT', pass: 'all' });
  expect(await told(BAN)).toEqual([true]);
});

test('the late go on by themselves; one meeting hears two passes', async () => {
  await close(BAN, 'SELF_ASSESSMENT');
  await close(BAN, 'RESIDENCE_COMMENT');
  expect(await items()).toEqual([]);
  await open(BAN, 'SELF_ASSESSMENT', [3], 'MEMBER', 'all/late');
  await open(BAN, 'MEETING', [1, 2], 'CELL_SECRETARY');
  await person({ type: 'submitSelfAssessments', case: BAN, lines: [line('C')] });
  await close(BAN, 'SELF_ASSESSMENT', 'all/late');
  await open(BAN, 'MEETING', [3], 'CELL_SECRETARY', 'all/late');
  const at = { case: BAN, meeting: 'm1' };
  const heard = ['A', 'C'].map((code) => year.id(code));
  await person({
    ...at,
    type: 'recordMeeting',
    heldOn: '2018-12-01',
    heard,
    absent: [{ member: year.id('B'), excused: true }],
    convenedOfficial: 3,
    presentOfficial: 3,
    minutes: null,
  });
  expect(await items()).toEqual(['MEETING all 1 CELL_SECRETARY', 'MEETING all/late 3 CELL_SECRETARY']);
  await person({ type: 'waiveResidenceComment', case: BAN, lines: [{ member: year.id('B'), reason: REASON }] });
  await person({
    ...at,
    type: 'recordTally',
    tally: tallyOf(),
    lines: heard.map((member) => ({ member, votes: votes('GOOD') })),
  });
  expect(await store.database.query('SELECT DISTINCT offers, reference FROM work_item')).toEqual([
    { offers: ['confirmTally'], reference: 'm1' },
  ]);
  await told(BAN);
  await person({ ...at, type: 'confirmTally' }, 'teller');
  expect(await told(BAN)).toEqual([true]);
  await person({
    ...at,
    type: 'correctTally',
    tally: tallyOf(),
    lines: heard.map((member) => ({ member, votes: votes('COMPLETED') })),
    reason: REASON,
  });
  await close(BAN, 'MEETING');
  await close(BAN, 'MEETING', 'all/late');
});

test('a list goes up; lines are decided, returned and put off, and numbers of two lists do not mix', async () => {
  await open(BAN, 'PROPOSAL', [1], 'CELL_SECRETARY');
  await open(BAN, 'PROPOSAL', [3], 'CELL_SECRETARY', 'all/late');
  const completed = (code: string) => ({ subject: year.id(code), class: 'COMPLETED', reason: null }) as const;
  await person({ type: 'closeSubmission', case: BAN, lines: [completed('A'), completed('C')] });
  expect(await items()).toEqual([]);
  await close(BAN, 'PROPOSAL', 'all', [1]);
  await close(BAN, 'PROPOSAL', 'all/late', [3]);
  const late = submissionId(BAN, 'all/late');
  await open(BAN, 'AWAIT_DECISION', [1], 'NOBODY');
  await open(ROOT, 'APPRAISAL', [1], 'OFFICE', LIST);
  await open(ROOT, 'APPRAISAL', [3], 'OFFICE', late);
  await open(ROOT, 'DECISION', [1], 'EXECUTIVE_COMMITTEE', LIST);
  await open(ROOT, 'DECISION', [3], 'EXECUTIVE_COMMITTEE', late);
  await open(ROOT, 'COLLECTIVE', [0], 'LEADERSHIP_COLLECTIVE', 'own');
  await person({ type: 'appraise', case: ROOT, submission: LIST, lines: [good(year.id('A'))] });
  expect(await items()).toContain(`APPRAISAL ${late} 3 OFFICE`);
  expect(await items()).not.toContain(`APPRAISAL ${LIST} 1 OFFICE`);
  const decided = { ...completed('A'), digest: await headOf(memberOf(year, 'A')) };
  await told(ROOT);
  await person({
    type: 'decide',
    case: ROOT,
    submission: LIST,
    decidedOn: '2018-12-20',
    decisionNumber: null,
    tally: null,
    justification: null,
    lines: [decided],
  });
  expect(await told(ROOT)).toEqual([true]);
  const back = {
    subject: year.id('C'),
    to: 'MEETING',
    digest: await headOf(memberOf(year, 'C')),
    reason: REASON,
  } as const;
  await person({ type: 'returnLines', case: ROOT, submission: late, lines: [back] });
  expect(await items()).toEqual([`APPRAISAL ${late} 3 OFFICE`, 'COLLECTIVE own 0 LEADERSHIP_COLLECTIVE']);
  await close(ROOT, 'APPRAISAL', late);
  await close(ROOT, 'DECISION', late);
  await close(ROOT, 'APPRAISAL', LIST);
  await close(ROOT, 'DECISION', LIST);
});

test("the committee's own road beside a cell's own class", async () => {
  await open(BAN, 'OWN_CLASS', [0], 'CELL', 'own');
  const own = { degrees: {}, selfClass: 'GOOD', tally: tallyOf(), votes: votes('GOOD'), document: null } as const;
  await person({ type: 'voteOwnClass', case: BAN, class: 'GOOD', reason: null, ...own });
  await close(BAN, 'OWN_CLASS', 'own', [0]);
  const list = submissionId(BAN, 'own');
  await open(ROOT, 'DECISION', [0], 'EXECUTIVE_COMMITTEE', list);
  await person({ type: 'recordCollectiveReview', case: ROOT, heldOn: '2018-12-21', selfClass: 'GOOD', report: null });
  await close(ROOT, 'COLLECTIVE', 'own');
  await open(ROOT, 'HEAD', [0], 'LEADERSHIP_COLLECTIVE', 'own');
  const putOff = { subject: 'ban', digest: await headOf(reviewOf('ban')), reason: REASON };
  await person({ type: 'putOffLines', case: ROOT, submission: list, lines: [putOff] });
  expect(await items()).toEqual(['HEAD own 0 LEADERSHIP_COLLECTIVE']);
  await person({
    type: 'recordHeadReview',
    case: ROOT,
    heldOn: '2018-12-22',
    head: null,
    selfClass: 'GOOD',
    report: null,
  });
  await close(ROOT, 'HEAD', 'own');
  await close(ROOT, 'DECISION', list);
});

test('publication, wishes and the end of a case', async () => {
  await open('cycle/2018', 'PUBLICATION', [1], 'OFFICE');
  await person({ type: 'issueNotices', case: 'cycle/2018', pass: 'all', noticeOn: '2018-12-31' });
  expect(await items()).toEqual([]);
  await person({ type: 'requestClosing', case: 'cycle/2018', reason: 'YEAR_ENDS' });
  await close(BAN, 'AWAIT_DECISION');
  for (const caseId of [BAN, ROOT])
    await workflow({ type: 'closeCase', case: caseId, seenVersion: await versionOf(caseId) });
  expect(await store.database.query('SELECT id FROM review_case WHERE closed ORDER BY id')).toEqual([
    { id: BAN },
    { id: ROOT },
  ]);
});
