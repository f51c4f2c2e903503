import { describe, expect, test } from '@jest/globals';
import { memberStream } from '../../libs/domain/ids.js';
import type { Command } from '../../libs/domain/handling/world.js';
import { given, member } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';

const { CELL, CELL_SECRETARY, OPENED, STRANGER } = scene;

const submit = (id: string, degree: 'D4' | 'D3' = 'D3'): Command => ({
  type: 'submitSelfAssessments',
  case: CELL,
  lines: [{ member: id, ...scene.selfAssessment(degree) }],
});

describe('self-assessment', () => {
  const open = given([...OPENED, scene.stepOpened(CELL, 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER')]);

  test('a member hands in his own', () => {
    const after = open.when(submit('C'), member('C')).thenRecords('SelfAssessmentSubmitted');
    expect(after.world.member(memberStream('2018', 'C')).selfAssessment).toMatchObject({
      pass: 'all',
      ownClass: 'GOOD',
    });
  });

  test('the secretary or a clerk of the commune records it from paper', () => {
    const paper: Command = { type: 'submitSelfAssessments', case: CELL, lines: [{ member: 'C', ...scene.onPaper() }] };
    open.when(paper, CELL_SECRETARY).thenRecords('SelfAssessmentSubmitted');
    const recorded = open.when(paper, scene.COMMUNE_CLERK).thenRecords('SelfAssessmentSubmitted');
    expect(recorded.events.at(-1)).toMatchObject({ occurredAt: '2018-12-05' });
    open.when(submit('C'), CELL_SECRETARY).thenRejected('PAPER_REQUIRED', { subject: 'C' });
  });

  test('nobody else does', () => {
    open.when(submit('C'), member('B')).thenRejected('FORBIDDEN');
    open.when(submit('C'), STRANGER).thenRejected('FORBIDDEN');
    open.when(submit('C'), { kind: 'PROCEDURE' }).thenRejected('FORBIDDEN');
  });

  test('what needs no open step still belongs to its own case: no secretary corrects, no committee waives for another', () => {
    const reason = { code: 'X' };
    const correct: Command = {
      type: 'correctSelfAssessment',
      case: CELL,
      lines: [{ member: 'nguoi-khac', reason, ...scene.onPaper() }],
    };
    const waive: Command = { type: 'waiveResidenceComment', case: CELL, lines: [{ member: 'nguoi-khac', reason }] };
    open.when(correct, CELL_SECRETARY).thenRejected('SUBJECT_NOT_IN_CASE', { subject: 'nguoi-khac' });
    open.when(waive, scene.COMMUNE_SECRETARY).thenRejected('SUBJECT_NOT_IN_CASE', { subject: 'nguoi-khac' });
  });

  test('a post that has ended gives no right', () => {
    const former = { kind: 'PERSON', person: 'p-F', member: null, posts: [] } as const;
    open.when(submit('C'), former).thenRejected('FORBIDDEN');
  });

  test('is handed in once in a pass, and again after a return to it', () => {
    const once = open.when(submit('C'), member('C')).thenRecords('SelfAssessmentSubmitted');
    once.when(submit('C'), member('C')).thenRejected('ALREADY_RECORDED');
    const returned = once.and(scene.stepOpened(CELL, 'SELF_ASSESSMENT', [3], 'MEMBER', 'all/returned-SELF_ASSESSMENT'));
    const twice = returned.when(submit('C', 'D4'), member('C')).thenRecords('SelfAssessmentSubmitted');
    expect(twice.world.member(memberStream('2018', 'C')).selfAssessment?.pass).toBe('all/returned-SELF_ASSESSMENT');
  });

  test('needs a degree for every criterion, and no others', () => {
    const { degrees, ...rest } = scene.selfAssessment();
    const [first = ''] = Object.keys(degrees);
    const { [first]: _, ...fewer } = degrees;
    open
      .when(
        { type: 'submitSelfAssessments', case: CELL, lines: [{ member: 'C', degrees: fewer, ...rest }] },
        member('C'),
      )
      .thenRejected('CRITERIA_MISSING', { criteria: [first] });
    open
      .when(
        {
          type: 'submitSelfAssessments',
          case: CELL,
          lines: [{ member: 'C', degrees: { ...degrees, invented: 'D4' }, ...rest }],
        },
        member('C'),
      )
      .thenRejected('CRITERIA_UNKNOWN', { criteria: ['invented'] });
  });

  test('someone who is not of the case is refused, and with him the whole command', () => {
    const lines = ['C', 'D'].map((id) => ({ member: id, ...scene.onPaper() }));
    open
      .when({ type: 'submitSelfAssessments', case: CELL, lines }, CELL_SECRETARY)
      .thenRejected('SUBJECT_NOT_IN_CASE', { subject: 'D' });
  });

  test('is corrected until the class is decided; both values stay', () => {
    const once = open.when(submit('C'), member('C')).thenRecords('SelfAssessmentSubmitted');
    const correction: Command = {
      type: 'correctSelfAssessment',
      case: CELL,
      lines: [{ member: 'C', reason: { code: 'MISTYPED' }, ...scene.selfAssessment('D4', 'EXCELLENT') }],
    };
    const corrected = once.when(correction, CELL_SECRETARY).thenRecords('SelfAssessmentCorrected');
    expect(corrected.world.member(memberStream('2018', 'C')).selfAssessment).toMatchObject({
      pass: 'all',
      ownClass: 'EXCELLENT',
    });
    corrected.and(scene.onMember('C', decided)).when(correction, CELL_SECRETARY).thenRejected('ALREADY_DECIDED');
  });

  test("no secretary corrects the self-assessment of another cell's member through his own case", () => {
    const elsewhere = [
      scene.onMember('X', { type: 'SelfAssessmentSubmitted', pass: 'all', ...scene.selfAssessment() }),
    ];
    const line = { member: 'X', reason: { code: 'MISTYPED' }, ...scene.selfAssessment('D4', 'EXCELLENT') };
    open
      .and(...elsewhere)
      .when({ type: 'correctSelfAssessment', case: CELL, lines: [line] }, CELL_SECRETARY)
      .thenRejected('SUBJECT_NOT_IN_CASE', { subject: 'X' });
  });

  test('a correction is not written on a day to come', () => {
    const once = open.when(submit('C'), member('C')).thenRecords('SelfAssessmentSubmitted');
    const paper = { writtenOn: '2018-12-11' };
    const line = { member: 'C', reason: { code: 'MISTYPED' }, ...scene.selfAssessment('D4', 'EXCELLENT'), paper };
    once
      .when({ type: 'correctSelfAssessment', case: CELL, lines: [line] }, CELL_SECRETARY)
      .thenRejected('DATE_IN_FUTURE', { writtenOn: '2018-12-11' });
  });
});

const decided = {
  type: 'ClassDecided',
  pass: 'all',
  class: 'GOOD',
  decidedBy: 'yen-minh',
  digest: '',
  reason: null,
  unmet: [],
  recused: null,
  decisionNumber: null,
} as const;

describe('residence comment', () => {
  const open = given([...OPENED, scene.stepOpened(CELL, 'RESIDENCE_COMMENT', [2], 'RESIDENCE_SECRETARY')]);
  const give: Command = {
    type: 'giveResidenceComments',
    case: CELL,
    lines: [{ member: 'B', grades: {}, document: null, frontCommitteeMetOn: '2018-12-01' }],
  };
  const confirm: Command = { type: 'confirmResidenceComments', case: CELL, lines: [{ member: 'B' }] };

  test('the residence cell writes, its committee confirms', () => {
    open.when(confirm, scene.COMMUNE_SECRETARY).thenRejected('NOTHING_TO_CONFIRM');
    const written = open.when(give, scene.RESIDENCE_SECRETARY).thenRecords('ResidenceCommentGiven');
    written.when(confirm, scene.RESIDENCE_SECRETARY).thenRejected('FORBIDDEN');
    const confirmed = written.when(confirm, scene.COMMUNE_SECRETARY).thenRecords('ResidenceCommentConfirmed');
    expect(confirmed.world.member(memberStream('2018', 'B')).residence.settled).toBe('CONFIRMED');
  });

  test('the work cell does not write it, and enters one that comes from outside', () => {
    open.when(give, CELL_SECRETARY).thenRejected('FORBIDDEN');
    const received: Command = {
      type: 'receiveResidenceComments',
      case: CELL,
      lines: [{ member: 'B', issuer: 'Đảng ủy phường X', number: '12-NX/ĐU', issuedOn: '2018-12-02', document: null }],
    };
    open.when(received, CELL_SECRETARY).thenRecords('ResidenceCommentReceived');
  });

  test('an exemption names a ground of the rulebook', () => {
    const exempt = (ground: string): Command => ({
      type: 'exemptFromResidenceComment',
      case: CELL,
      lines: [{ member: 'B', ground }],
    });
    open.when(exempt('TOO_BUSY'), CELL_SECRETARY).thenRejected('GROUND_UNKNOWN');
    open.when(exempt('barracks'), CELL_SECRETARY).thenRecords('ResidenceCommentExempted');
  });

  test('only the deciding committee waives it, with a reason and without an open step', () => {
    const waive: Command = {
      type: 'waiveResidenceComment',
      case: CELL,
      lines: [{ member: 'B', reason: { code: 'COMMITTEE_DISSOLVED' } }],
    };
    given(OPENED).when(waive, CELL_SECRETARY).thenRejected('FORBIDDEN');
    given(OPENED).when(waive, scene.COMMUNE_SECRETARY).thenRecords('ResidenceCommentWaived');
    const elsewhere: Command = { ...waive, lines: [{ member: 'X', reason: { code: 'COMMITTEE_DISSOLVED' } }] };
    given(OPENED).when(elsewhere, scene.COMMUNE_SECRETARY).thenRejected('SUBJECT_NOT_IN_CASE', { subject: 'X' });
  });
});

test('who is exempt has no review and stays reported with the reason', () => {
  const { world } = given(OPENED);
  expect(world.member(memberStream('2018', 'D'))).toMatchObject({ unclassified: 'EXEMPT', opened: { number: null } });
});
