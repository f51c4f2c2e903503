import { describe, expect, test } from '@jest/globals';
import type { Command, Recorded } from '../../libs/domain/handling/world.js';
import { procedureStream } from '../../libs/domain/ids.js';
import type { ProcedureEvent } from '../../libs/domain/procedure/events.js';
import { PROCEDURE, given, person } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';

const { CELL, COMMUNE, OPENED } = scene;
const opened = given([...OPENED, scene.stepOpened(CELL, 'PROPOSAL', [1, 2], 'CELL_SECRETARY')]);
const at = { case: CELL, pass: 'all', step: 'PROPOSAL' } as const;
const close = (seenVersion: number): Command => ({
  type: 'closeStep',
  ...at,
  outcome: {},
  seenVersion,
  submits: { pass: 'all', subjects: [1, 2], appraise: true },
});
const seen = opened.world.version(CELL);
const ofCell = (event: ProcedureEvent): Recorded => ({
  stream: procedureStream(CELL),
  caseId: CELL,
  subject: null,
  event,
});

describe('the procedure', () => {
  test('alone opens and closes steps', () => {
    for (const actor of [scene.CELL_SECRETARY, scene.COMMUNE_CLERK, person('admin', [])]) {
      opened.when(close(seen), actor).thenRejected('FORBIDDEN');
    }
    opened.when(close(seen), PROCEDURE).thenRecords('StepClosed', 'SubmissionReceived');
  });

  test('sends a pass up once: what a body has before it stays as it was received', () => {
    const sent = opened.and(scene.submissionReceived('all', [1, 2]));
    sent.when(close(sent.world.version(CELL)), PROCEDURE).thenRecords('StepClosed');
  });

  test('never decides about a person', () => {
    const decide: Command = {
      type: 'closeSubmission',
      case: CELL,
      lines: [{ subject: 'A', class: 'GOOD', reason: null }],
    };
    opened.when(decide, PROCEDURE).thenRejected('FORBIDDEN');
  });

  test('closes a step only as it saw it', () => {
    opened.when(close(seen - 1), PROCEDURE).thenRejected('CASE_MOVED');
  });

  test('repeats what stands without recording it again', () => {
    const open: Command = { type: 'openStep', ...at, subjects: [1, 2], asks: 'CELL_SECRETARY', mayReturnTo: [] };
    opened.when(open, PROCEDURE).thenRecords();
    const closed = opened.when(close(seen), PROCEDURE).thenRecords('StepClosed', 'SubmissionReceived');
    closed.when(close(seen), PROCEDURE).thenRecords();
    closed.when(open, PROCEDURE).thenRecords();
  });

  test('sends a submission to the case that decides, with the ids of its subjects', () => {
    const after = opened.when(close(seen), PROCEDURE).thenRecords('StepClosed', 'SubmissionReceived');
    expect(after.world.procedure(COMMUNE).submissions[`${CELL}:all`]).toMatchObject({
      from: CELL,
      subjects: [1, 2],
      ids: ['A', 'B'],
      purpose: 'DECIDE',
    });
  });

  test('ends a case only when its steps have', () => {
    const end = (version: number): Command => ({ type: 'closeCase', case: CELL, seenVersion: version });
    opened.when(end(seen), PROCEDURE).thenRejected('STEP_STILL_OPEN', { step: 'PROPOSAL' });
    const closed = opened.when(close(seen), PROCEDURE).thenRecords('StepClosed', 'SubmissionReceived');
    closed.when(end(closed.world.version(CELL)), PROCEDURE).thenRecords('CaseClosed', 'ChildClosed');
  });

  test('opens nothing more once closing is asked for', () => {
    const closing = opened.and(ofCell({ type: 'ClosingRequested', reason: 'YEAR_ENDS' }));
    const open: Command = {
      type: 'openStep',
      ...at,
      step: 'MEETING',
      subjects: [1],
      asks: 'CELL_SECRETARY',
      mayReturnTo: [],
    };
    closing.when(open, PROCEDURE).thenRejected('CASE_CLOSING');
  });

  test('reminds, marks overdue and escalates once each', () => {
    const act = (type: 'remind' | 'markOverdue'): Command => ({ type, ...at, subjects: [1] });
    const reminded = opened.when(act('remind'), PROCEDURE).thenRecords('StepReminded');
    reminded.when(act('remind'), PROCEDURE).thenRecords();
    const overdue = reminded.when(act('markOverdue'), PROCEDURE).thenRecords('StepOverdue');
    overdue.when(act('markOverdue'), PROCEDURE).thenRecords();
    const escalated = overdue.when({ type: 'escalate', ...at }, PROCEDURE).thenRecords('StepEscalated');
    escalated.when({ type: 'escalate', ...at }, PROCEDURE).thenRecords();
  });
});

describe('people tell the procedure', () => {
  const goOn: Command = { type: 'goOnWithoutLate', ...at };

  test('to go on without the late, if they steer the case', () => {
    opened.when(goOn, scene.STRANGER).thenRejected('FORBIDDEN');
    opened.when(goOn, scene.CELL_SECRETARY).thenRecords('GoOnWithoutLate');
  });

  test('to close, in every case below', () => {
    const closing: Command = { type: 'requestClosing', case: COMMUNE, reason: 'YEAR_ENDS' };
    opened.when(closing, scene.CELL_SECRETARY).thenRejected('FORBIDDEN');
    opened.when(closing, scene.COMMUNE_SECRETARY).thenRecords('ClosingRequested', 'ClosingRequested');
  });

  test('to hold a further meeting for those who came late', () => {
    const call = (pass: string): Command => ({ type: 'callSupplementaryMeeting', case: CELL, pass });
    opened.when(call('all'), scene.CELL_SECRETARY).thenRejected('NOT_A_LATE_PASS');
    opened.when(call('all/late'), scene.CELL_SECRETARY).thenRecords('SupplementaryMeetingCalled');
  });
});
