import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CELL, cellOfFour, COMMUNE, playCellOfFour, YEAR } from '../support/workflow-scenes.js';
import { Run } from '../support/workflow-run.js';
import { WorkflowServer } from '../support/workflow-server.js';
import { wordsOf } from '../support/workflow-words.js';

let server: WorkflowServer;
let run: Run;
beforeAll(async () => {
  server = await WorkflowServer.start();
  run = new Run(server, cellOfFour());
  await playCellOfFour(run);
}, 120_000);
afterAll(() => server.close());

test('the cell: A late, B absent, C returned to the meeting, D exempt', () => {
  expect(wordsOf(run.store, CELL)).toEqual([
    'CaseOpened [A B C]',
    'OrganisationReviewOpened',
    'MemberReviewOpened A',
    'MemberReviewOpened B',
    'MemberReviewOpened C',
    'MemberReviewOpened D',
    'MemberUnclassified D',
    'StepOpened SELF_ASSESSMENT all [1 2 3]',
    'StepOpened RESIDENCE_COMMENT all [2]',
    'SelfAssessmentSubmitted all B',
    'SelfAssessmentSubmitted all C',
    'ResidenceCommentGiven all B',
    'ResidenceCommentConfirmed all B',
    'StepOverdue SELF_ASSESSMENT all [1]',
    'StepClosed SELF_ASSESSMENT all { ready [2 3], missing [1] }',
    'StepClosed RESIDENCE_COMMENT all { ready [2] }',
    'StepOpened SELF_ASSESSMENT all/late [1]',
    'StepOpened MEETING all [2 3]',
    'MeetingHeld',
    'MemberAbsent all B',
    'TallyRecorded',
    'TallyConfirmed',
    'VotesCounted all C',
    'StepClosed MEETING all { heard [3], absent [2] }',
    'StepOpened MEETING all/absent [2]',
    'StepOpened PROPOSAL all [3]',
    'SubmissionClosed all',
    'ClassProposed all C',
    'StepClosed PROPOSAL all { }',
    'StepOpened AWAIT_DECISION all [3]',
    'ClassAppraised all C',
    'LineReturned all C',
    'SubmissionAnswered all { returned [3 → MEETING] }',
    'StepClosed AWAIT_DECISION all { returned [3 → MEETING] }',
    'StepOpened MEETING all/returned-MEETING [3]',
    'MeetingHeld',
    'TallyRecorded',
    'TallyConfirmed',
    'VotesCounted all/returned-MEETING C',
    'StepClosed MEETING all/returned-MEETING { heard [3] }',
    'StepOpened PROPOSAL all/returned-MEETING [3]',
    'SubmissionClosed all/returned-MEETING',
    'ClassProposed all/returned-MEETING C',
    'StepClosed PROPOSAL all/returned-MEETING { }',
    'StepOpened AWAIT_DECISION all/returned-MEETING [3]',
    'ClassAppraised all/returned-MEETING C',
    'ClassDecided all/returned-MEETING C',
    'SubmissionAnswered all/returned-MEETING { decided [3] }',
    'StepOpened OWN_CLASS own [0]',
    'StepClosed AWAIT_DECISION all/returned-MEETING { decided [3] }',
    'SelfAssessmentSubmitted all/late A',
    'StepClosed SELF_ASSESSMENT all/late { ready [1] }',
    'StepOpened MEETING all/late [1]',
    'MeetingHeld',
    'TallyRecorded',
    'TallyConfirmed',
    'VotesCounted all/late A',
    'VotesCounted all/absent B',
    'StepClosed MEETING all/absent { heard [2] }',
    'StepClosed MEETING all/late { heard [1] }',
    'StepOpened PROPOSAL all/absent [2]',
    'StepOpened PROPOSAL all/late [1]',
    'SubmissionClosed all/late',
    'ClassProposed all/late A',
    'StepClosed PROPOSAL all/late { }',
    'StepOpened AWAIT_DECISION all/late [1]',
    'SubmissionClosed all/absent',
    'ClassProposed all/absent B',
    'StepClosed PROPOSAL all/absent { }',
    'StepOpened AWAIT_DECISION all/absent [2]',
    'ClassAppraised all/late A',
    'ClassDecided all/late A',
    'SubmissionAnswered all/late { decided [1] }',
    'StepClosed AWAIT_DECISION all/late { decided [1] }',
    'ClassAppraised all/absent B',
    'ClassDecided all/absent B',
    'SubmissionAnswered all/absent { decided [2] }',
    'StepClosed AWAIT_DECISION all/absent { decided [2] }',
    'OwnClassVoted own',
    'SubmissionClosed own',
    'ClassProposed own',
    'StepClosed OWN_CLASS own { }',
    'StepOpened AWAIT_DECISION own [0]',
    'ClassAppraised own',
    'ClassDecided own',
    'SubmissionAnswered own { decided [0] }',
    'StepClosed AWAIT_DECISION own { decided [0] }',
    'CaseClosed',
  ]);
});

test('the commune above it decides each list as it comes, then looks at itself', () => {
  const lists = (pass: string, subjects: string, answer: string) => [
    `StepOpened APPRAISAL ${CELL}:${pass} ${subjects}`,
    `StepClosed APPRAISAL ${CELL}:${pass} { }`,
    `StepOpened DECISION ${CELL}:${pass} ${subjects}`,
    `StepClosed DECISION ${CELL}:${pass} { ${answer} }`,
  ];
  const steps = wordsOf(run.store, COMMUNE).filter((each) => each.startsWith('Step'));
  for (const [pass, subjects, answer] of [
    ['all', '[3]', 'returned [3 → MEETING]'],
    ['all/returned-MEETING', '[3]', 'decided [3]'],
    ['all/late', '[1]', 'decided [1]'],
    ['all/absent', '[2]', 'decided [2]'],
    ['own', '[0]', 'decided [0]'],
  ] as const) {
    expect(steps.filter((each) => each.includes(` ${CELL}:${pass} `))).toEqual(lists(pass, subjects, answer));
  }
  expect(steps.filter((each) => each.includes(' own '))).toEqual([
    'StepOpened AWAIT_CHILDREN own [0]',
    'StepClosed AWAIT_CHILDREN own { }',
    'StepOpened COLLECTIVE own [0]',
    'StepClosed COLLECTIVE own { }',
    'StepOpened HEAD own [0]',
    'StepClosed HEAD own { }',
  ]);
  expect(wordsOf(run.store, COMMUNE).slice(-2)).toEqual(['SettledWithoutClass', 'CaseClosed']);
});

test('the year publishes once the root is settled, and again what was decided of the late and the absent', () => {
  expect(wordsOf(run.store, YEAR).filter((each) => !each.startsWith('Child'))).toEqual([
    'CycleCreated',
    'CycleStarted',
    'CaseOpened [yen-minh]',
    'StepOpened PUBLICATION all [0]',
    'Published all',
    'StepClosed PUBLICATION all { }',
    'StepOpened AWAIT_CHILDREN all/later [0]',
    'StepClosed AWAIT_CHILDREN all/later { decidedLater }',
    'StepOpened PUBLICATION all/later [0]',
    'Published all/later',
    'StepClosed PUBLICATION all/later { }',
    'CaseClosed',
  ]);
});

test('every workflow ends with its case, and its history replays', async () => {
  for (const caseId of [CELL, COMMUNE, YEAR]) {
    expect(await run.end(caseId)).toBeNull();
    await server.replay(await run.handle(caseId).fetchHistory());
  }
});

test('a run of a closed case looks and returns', async () => {
  const before = run.store.transactions.length;
  await run.signal(CELL);
  expect(await run.end(CELL)).toBeNull();
  expect(run.store.transactions).toHaveLength(before);
});

test('a case that was never opened has no run: whoever starts one sees it fail', async () => {
  expect(await run.endOf('cell/2018/khong-co', 'cellReview')).toBe('NOT_FOUND');
});
