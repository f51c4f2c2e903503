import { describe, expect, test } from '@jest/globals';
import type { Command, Recorded } from '../../libs/domain/handling/world.js';
import { memberStream, organisationStream } from '../../libs/domain/ids.js';
import type { Decide } from '../../libs/domain/organisation-review/commands.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { RS_2018, given, person } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';

const { CELL, COMMUNE, COMMUNE_SECRETARY } = scene;
const submission = `${CELL}:all`;
const SUBMITTED: readonly Recorded[] = [
  ...scene.OPENED,
  ...['A', 'B', 'C'].flatMap((id) => scene.papersOf(id)),
  scene.onMember('B', {
    type: 'ResidenceCommentReceived',
    pass: 'all',
    issuer: 'x',
    number: '1',
    issuedOn: '2018-12-01',
    document: null,
  }),
  scene.submissionReceived('all', [1, 2, 3]),
  scene.stepOpened(COMMUNE, 'DECISION', [1, 2, 3], 'EXECUTIVE_COMMITTEE', submission, ['SELF_ASSESSMENT', 'MEETING']),
];
const submitted = given(SUBMITTED);
const digestOf = (id: string, from = submitted) => from.world.digest(memberStream('2018', id));

type Line = Decide['lines'][number];
const line = (id: string, change: Partial<Line> = {}): Line => ({
  subject: id,
  class: 'GOOD',
  digest: digestOf(id),
  reason: null,
  ...change,
});
const decide = (...lines: readonly Line[]): Command => ({
  type: 'decide',
  case: COMMUNE,
  submission,
  decidedOn: '2018-12-10',
  decisionNumber: '12-QĐ/ĐU',
  tally: null,
  justification: null,
  lines,
});
const three = ['A', 'B', 'C'].map((id) => line(id));
const DECIDED = ['ListDecided', 'ClassDecided', 'ClassDecided', 'ClassDecided', 'SubmissionAnswered'] as const;

describe('a block of lines', () => {
  test('is decided in one go, and both cases learn of it', () => {
    const after = submitted.when(decide(...three), COMMUNE_SECRETARY).thenRecords(...DECIDED);
    expect(after.world.member(memberStream('2018', 'A')).decided).toMatchObject({
      class: 'GOOD',
      decidedBy: 'yen-minh',
      unmet: [],
    });
    expect(after.world.procedure(CELL).answers['all']).toEqual({ decided: [1, 2, 3], returned: [], putOff: [] });
    expect(after.world.organisation(organisationStream('2018', 'yen-minh')).decidedCounts.members.GOOD).toBe(3);
  });

  test('a line that has changed since is refused alone, with its new digest', () => {
    const stale = submitted.when(
      decide(line('A', { digest: 'what-was-seen' }), line('B'), line('C')),
      COMMUNE_SECRETARY,
    );
    stale.thenRecords('ListDecided', 'ClassDecided', 'ClassDecided', 'SubmissionAnswered');
    expect(stale.decision).toMatchObject({
      answer: {
        answered: ['B', 'C'],
        refused: [{ subject: 'A', code: 'STALE_VIEW', details: { digest: digestOf('A') } }],
      },
    });
  });

  test('a line that is decided stays decided', () => {
    const after = submitted
      .when(decide(line('A')), COMMUNE_SECRETARY)
      .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered');
    after.when(decide(line('A', { digest: digestOf('A', after) })), COMMUNE_SECRETARY).thenRejected('ALREADY_DECIDED');
    after
      .when(decide(line('A', { digest: digestOf('A', after) }), line('B')), COMMUNE_SECRETARY)
      .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered');
  });

  test('the others are returned to a named step or put off', () => {
    const back: Command = {
      type: 'returnLines',
      case: COMMUNE,
      submission,
      lines: [{ subject: 'C', to: 'MEETING', digest: digestOf('C'), reason: { code: 'TALLY_UNCLEAR' } }],
    };
    const returned = submitted
      .when(back, COMMUNE_SECRETARY)
      .thenRecords('ListReturned', 'LineReturned', 'SubmissionAnswered');
    const off: Command = {
      type: 'putOffLines',
      case: COMMUNE,
      submission,
      lines: [{ subject: 'B', digest: digestOf('B'), reason: { code: 'UNDER_VERIFICATION' } }],
    };
    const putOff = returned.when(off, COMMUNE_SECRETARY).thenRecords('ListPutOff', 'LinePutOff', 'SubmissionAnswered');
    expect(putOff.world.procedure(CELL).answers['all']).toEqual({
      decided: [],
      returned: [{ subject: 3, to: 'MEETING' }],
      putOff: [2],
    });
    putOff
      .when(decide(line('C', { digest: digestOf('C', putOff) })), COMMUNE_SECRETARY)
      .thenRejected('ALREADY_DECIDED');
  });

  test('goes back only to a step that the procedure named', () => {
    const back: Command = {
      type: 'returnLines',
      case: COMMUNE,
      submission,
      lines: [{ subject: 'C', to: 'PROPOSAL', digest: digestOf('C'), reason: { code: 'X' } }],
    };
    submitted
      .when(back, COMMUNE_SECRETARY)
      .thenRejected('RETURN_STEP_UNKNOWN', { allowed: ['SELF_ASSESSMENT', 'MEETING'] });
  });
});

describe('evidence (I5)', () => {
  test.each([
    ['SelfAssessmentSubmitted', 'SELF_REVIEW'],
    ['VotesCounted', 'TALLY_MINUTES'],
    ['ClassProposed', 'PROPOSAL'],
    ['ResidenceCommentReceived', 'RESIDENCE_COMMENT'],
  ])('without %s nothing is decided', (type, paper) => {
    const without = given(SUBMITTED.filter(({ event, subject }) => !(event.type === type && subject === 'B')));
    const digest = digestOf('B', without);
    without
      .when(decide(line('B', { digest })), COMMUNE_SECRETARY)
      .thenRejected('EVIDENCE_MISSING', { lines: [{ subject: 'B', details: { papers: [paper] } }] });
  });
});

describe('the class', () => {
  test('departs from the proposal only with a reason', () => {
    submitted.when(decide(line('A', { class: 'COMPLETED' })), COMMUNE_SECRETARY).thenRejected('REASON_REQUIRED');
    submitted
      .when(decide(line('A', { class: 'COMPLETED', reason: { code: 'TASKS_LATE' } })), COMMUNE_SECRETARY)
      .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered');
  });

  test('keeps what the rulebook found against it', () => {
    const after = submitted
      .when(
        decide(line('A', { class: 'EXCELLENT', reason: { code: 'OUTSTANDING' } })),
        COMMUNE_SECRETARY,
        ceiling('WARN'),
      )
      .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered');
    const unmet = after.world.member(memberStream('2018', 'A')).decided?.unmet ?? [];
    expect(unmet.map(({ class: wanted, met }) => ({ wanted, met }))).toContainEqual({
      wanted: 'EXCELLENT',
      met: false,
    });
  });
});

const ceiling = (enforcement: 'BLOCK' | 'REQUIRE_JUSTIFICATION' | 'WARN'): Rulebook => ({
  ...RS_2018,
  ceiling: { ...RS_2018.ceiling, members: { ...RS_2018.ceiling.members, enforcement } },
});

describe('the ceiling', () => {
  const excellent = decide(line('A', { class: 'EXCELLENT', reason: { code: 'OUTSTANDING' } }), line('B'), line('C'));

  test('BLOCK: nothing of the block is recorded', () => {
    submitted
      .when(excellent, COMMUNE_SECRETARY, ceiling('BLOCK'))
      .thenRejected('CEILING_EXCEEDED', { allowed: 0, measured: 1, base: 2 });
  });

  test('REQUIRE_JUSTIFICATION: recorded with one', () => {
    const rules = ceiling('REQUIRE_JUSTIFICATION');
    submitted.when(excellent, COMMUNE_SECRETARY, rules).thenRejected('JUSTIFICATION_REQUIRED');
    submitted
      .when({ ...excellent, justification: { code: 'BEST_OF_DISTRICT' } } as Command, COMMUNE_SECRETARY, rules)
      .thenRecords(...DECIDED);
  });

  test('WARN: recorded, with the reading beside it', () => {
    const after = submitted.when(excellent, COMMUNE_SECRETARY, ceiling('WARN')).thenRecords(...DECIDED);
    expect(after.events.find(({ event }) => event.type === 'ListDecided')?.event).toMatchObject({
      ceiling: { exceeded: true, allowed: 0, measured: 1 },
    });
  });
});

describe('who decides', () => {
  test('the body, through its chair or office; never its subordinates, a stranger or the procedure', () => {
    submitted.when(decide(...three), scene.COMMUNE_OFFICE).thenRecords(...DECIDED);
    for (const actor of [scene.CELL_SECRETARY, scene.STRANGER, { kind: 'PROCEDURE' } as const, person('admin', [])]) {
      submitted.when(decide(...three), actor).thenRejected('FORBIDDEN');
    }
  });

  test('nor does a body that the case was not sent to, though a step stands open there', () => {
    const cell = submitted.and(scene.stepOpened(CELL, 'DECISION', [1], 'CELL', 'all'));
    const ofItself = { ...decide(line('A')), case: CELL, tally: scene.tallyOf() } as Command;
    cell.when(ofItself, scene.CELL_SECRETARY).thenRejected('FORBIDDEN', { submission });
  });

  test('a member of the body keeps out of his own line and the list stands; alone on himself he decides nothing', () => {
    const member = person('p-C', [['SECRETARY', 'yen-minh']], 'C');
    const sitting = given(SUBMITTED, null, ['C']);
    const after = sitting.when(decide(...three), member).thenRecords(...DECIDED);
    expect(after.world.member(memberStream('2018', 'C')).decided?.recused).toBe('C');
    expect(after.world.member(memberStream('2018', 'A')).decided?.recused).toBeNull();
    submitted.when(decide(line('C')), member).thenRejected('SELF_DECISION');
    // A line about somebody else that is refused makes no company
    submitted.when(decide(line('C'), line('A', { digest: 'seen long ago' })), member).thenRejected('SELF_DECISION');
  });

  test('not whoever closed the list', () => {
    const both = person('p-Y', [
      ['SECRETARY', 'yen-minh'],
      ['DEPUTY_SECRETARY', 'ban-lang'],
    ]);
    const proposing = given([...scene.OPENED, scene.stepOpened(CELL, 'PROPOSAL', [1], 'CELL_SECRETARY')]);
    const closed = proposing
      .when({ type: 'closeSubmission', case: CELL, lines: [{ subject: 'A', class: 'GOOD', reason: null }] }, both)
      .thenRecords('SubmissionClosed', 'ClassProposed');
    const received = closed.and(
      scene.submissionReceived('all', [1]),
      scene.stepOpened(COMMUNE, 'DECISION', [1], 'EXECUTIVE_COMMITTEE', submission),
    );
    received.when(decide(line('A')), both).thenRejected('PROPOSER_MAY_NOT_DECIDE');
    received
      .when(decide(line('A', { digest: digestOf('A', received) })), COMMUNE_SECRETARY)
      .thenRejected('EVIDENCE_MISSING');
  });

  test('a cell that decides on its own members does so by a second vote', () => {
    const ofCell = SUBMITTED.filter(({ caseId }) => caseId !== COMMUNE).map(decidingItself);
    const own = given([...ofCell, scene.stepOpened(CELL, 'DECISION', [1], 'CELL')]);
    const command = { ...decide(line('A', { digest: digestOf('A', own) })), case: CELL } as Command;
    own.when(command, scene.CELL_SECRETARY).thenRejected('TALLY_REQUIRED');
    own
      .when({ ...command, tally: scene.tallyOf() } as Command, scene.CELL_SECRETARY)
      .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered');
  });
});

function decidingItself(recorded: Recorded): Recorded {
  const { event } = recorded;
  if (event.type !== 'CaseOpened') return recorded;
  return { ...recorded, event: { ...event, bodies: { ...event.bodies, membersDecidedBy: CELL, decidesItself: true } } };
}

test('a class decided after the cell proposed its own moves the digest of the cell’s line', () => {
  const own: Recorded = {
    stream: organisationStream('2018', 'ban-lang'),
    caseId: CELL,
    subject: 'ban-lang',
    event: { type: 'ClassProposed', pass: 'own', class: 'GOOD', reason: null },
  };
  submitted
    .and(own)
    .when(decide(line('A')), COMMUNE_SECRETARY)
    .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered', 'MemberDecidedLater');
});

test('the cell’s own class settles it in its superior’s case', () => {
  const voted: Command = {
    type: 'voteOwnClass',
    case: CELL,
    class: 'GOOD',
    selfClass: 'GOOD',
    reason: null,
    degrees: {},
    tally: scene.tallyOf(),
    votes: scene.votes('GOOD'),
    document: null,
  };
  const proposed = given([...scene.OPENED, scene.stepOpened(CELL, 'OWN_CLASS', [0], 'CELL', 'own')])
    .when(voted, scene.CELL_SECRETARY)
    .thenRecords('OwnClassVoted', 'SubmissionClosed', 'ClassProposed');
  const sent = `${CELL}:own`;
  const received = proposed.and(
    scene.submissionReceived('own', [0]),
    scene.stepOpened(COMMUNE, 'DECISION', [0], 'EXECUTIVE_COMMITTEE', sent),
  );
  const digest = received.world.digest(organisationStream('2018', 'ban-lang'));
  const command: Command = { ...(decide(line('ban-lang', { digest })) as Decide), submission: sent };
  const after = received
    .when(command, COMMUNE_SECRETARY)
    .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered', 'ChildSettled');
  expect(after.world.procedure(COMMUNE).settled).toEqual({ [CELL]: 'GOOD' });
});
