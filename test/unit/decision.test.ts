import { describe, expect, test } from '@jest/globals';
import type { Command } from '../../libs/domain/handling/world.js';
import { memberStream, organisationStream } from '../../libs/domain/ids.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import * as scene from '../support/cell-of-four.js';
import { given, RS_2018 } from '../support/given.js';
import { decide, DECIDED, digestOf, line, submission, SUBMITTED, submitted, three } from '../support/submitted-list.js';

const { CELL, COMMUNE, COMMUNE_SECRETARY } = scene;

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
