import { describe, expect, test } from '@jest/globals';
import { secondRoundProblem, type SecondVotes } from '../../libs/domain/ballot/second-round.js';
import { workItemsOf } from '../../libs/domain/handling/handle.js';
import type { Command } from '../../libs/domain/handling/world.js';
import { viewOf } from '../../libs/domain/procedure/view.js';
import * as scene from '../support/cell-of-four.js';
import type { Given } from '../support/given.js';
import {
  confirmFirst,
  confirmSecond,
  first,
  meeting,
  meetingOf,
  ONLY_CLAIMED,
  open,
  reviewOf,
  second,
  TALLY,
  TWO,
  yes,
  type Rated,
} from '../support/two-rounds.js';

const { CELL, CELL_SECRETARY, CELL_DEPUTY } = scene;
const held = open.when(meeting, CELL_SECRETARY, TWO).thenRecords('MeetingHeld');
const rated = held.when(first('GOOD', 'GOOD', 'COMPLETED'), CELL_SECRETARY, TWO).thenRecords('TallyRecorded');
const awaiting = rated.when(confirmFirst, CELL_DEPUTY, TWO).thenRecords('TallyConfirmed');
const COUNTED = ['VotesCounted', 'VotesCounted', 'VotesCounted'] as const;

describe('a ballot in two rounds', () => {
  test('counts nobody before the second round is confirmed, then everybody with both', () => {
    expect(meetingOf(awaiting)?.candidates).toEqual([1, 2]);
    expect(['A', 'B', 'C'].map((id) => reviewOf(awaiting, id).vote)).toEqual([null, null, null]);
    const recorded = awaiting
      .when(second({ A: yes(3), B: yes(1) }), CELL_SECRETARY, TWO)
      .thenRecords('SecondRoundRecorded');
    recorded.when(confirmSecond, CELL_SECRETARY, TWO).thenRejected('TALLY_NEEDS_SECOND_PERSON');
    const counted = recorded.when(confirmSecond, CELL_DEPUTY, TWO).thenRecords('SecondRoundConfirmed', ...COUNTED);
    expect(reviewOf(counted, 'A').vote).toMatchObject({ voted: 'EXCELLENT', second: { votes: yes(3), base: 3 } });
    expect(reviewOf(counted, 'B').vote).toMatchObject({ voted: 'GOOD', second: { votes: yes(1) } });
    expect(reviewOf(counted, 'C').vote).toMatchObject({ voted: 'COMPLETED' });
    expect(reviewOf(counted, 'C').vote?.second).toBeUndefined();
    counted.when(confirmSecond, CELL_DEPUTY, TWO).thenRejected('ALREADY_RECORDED');
  });

  test('the meeting is over for its workflow, and offers nothing else, only then', () => {
    const seen = (state: Given) => viewOf(CELL, state.world).steps[0]?.done;
    const offers = (state: Given) => workItemsOf(CELL, state.world).map((item) => [item.subject, item.offers]);
    expect(offers(rated)).toEqual([1, 2, 3].map((subject) => [subject, ['confirmTally']]));
    expect(seen(awaiting)).toEqual([]);
    expect(offers(awaiting)).toEqual([
      [1, ['recordSecondRound']],
      [2, ['recordSecondRound']],
      [3, []],
    ]);
    const recorded = awaiting
      .when(second({ A: yes(2), B: yes(0) }), CELL_SECRETARY, TWO)
      .thenRecords('SecondRoundRecorded');
    expect(offers(recorded)[0]).toEqual([1, ['confirmSecondRound']]);
    const counted = recorded.when(confirmSecond, CELL_DEPUTY, TWO).thenRecords('SecondRoundConfirmed', ...COUNTED);
    expect(seen(counted)).toEqual([1, 2, 3]);
    expect(offers(counted)).toEqual([]);
  });

  test('where the first rates nobody good there is no second', () => {
    const counted = held
      .when(first('COMPLETED', 'COMPLETED', 'COMPLETED'), CELL_SECRETARY, TWO)
      .thenRecords('TallyRecorded')
      .when(confirmFirst, CELL_DEPUTY, TWO)
      .thenRecords('TallyConfirmed', ...COUNTED);
    counted.when(second({ A: yes(3) }), CELL_SECRETARY, TWO).thenRejected('NO_SECOND_ROUND');
  });

  test('only those stand in it who claim to be excellent, where the rulebook says so', () => {
    const narrowed = rated.when(confirmFirst, CELL_DEPUTY, ONLY_CLAIMED).thenRecords('TallyConfirmed');
    expect(meetingOf(narrowed)?.candidates).toEqual([1]);
    narrowed.when(second({ A: yes(3), B: yes(3) }), CELL_SECRETARY, ONLY_CLAIMED).thenRejected('TALLY_LINES_MISMATCH');
  });

  test('one round stays one round', () => {
    const single = open.when(meeting, CELL_SECRETARY).thenRecords('MeetingHeld');
    const counted = single
      .when(first('EXCELLENT', 'GOOD', 'COMPLETED'), CELL_SECRETARY)
      .thenRecords('TallyRecorded')
      .when(confirmFirst, CELL_DEPUTY)
      .thenRecords('TallyConfirmed', ...COUNTED);
    expect(reviewOf(counted, 'A').vote?.voted).toBe('EXCELLENT');
    expect(meetingOf(counted)?.candidates).toBeUndefined();
    counted.when(second({ B: yes(3) }), CELL_SECRETARY).thenRejected('NO_SECOND_ROUND');
  });

  test.each<[string, Given, Command, string]>([
    ['excellent on the first ballot', held, first('EXCELLENT'), 'CLASS_NOT_ON_BALLOT'],
    ['a second round before the first is confirmed', rated, second({ A: yes(3), B: yes(0) }), 'NO_SECOND_ROUND'],
    ['one who does not stand in it', awaiting, second({ A: yes(3), C: yes(0) }), 'TALLY_LINES_MISMATCH'],
    ['one who is left out', awaiting, second({ A: yes(3) }), 'TALLY_LINES_MISMATCH'],
    [
      'votes that do not add up',
      awaiting,
      second({ A: yes(2), B: { yes: 2, no: 0, blank: 0 } }),
      'VOTES_DO_NOT_BALANCE',
    ],
    ['another attendance', awaiting, second({ A: yes(3), B: yes(0) }, { convened: 4 }), 'TALLY_CONTRADICTS_ATTENDANCE'],
    ['a confirmation of nothing', awaiting, confirmSecond, 'NOTHING_TO_CONFIRM'],
    ['an unknown meeting', open, confirmSecond, 'MEETING_UNKNOWN'],
  ])('refuses %s', (_, state, command, code) => state.when(command, CELL_SECRETARY, TWO).thenRejected(code));

  test('limits how many one voter may say yes to', () => {
    const { ballot } = TWO;
    const limited = {
      ...ballot,
      secondRound: { candidates: 'RATED_GOOD', maxYesPerVoter: 1, source: { document: 'test' } } as const,
    };
    expect(secondRoundProblem(limited, TALLY, [yes(2), yes(1)])).toBeNull();
    expect(secondRoundProblem(limited, TALLY, [yes(2), yes(2)])?.rejected).toBe('YES_VOTES_EXCEED_LIMIT');
    expect(secondRoundProblem(ballot, TALLY, [yes(3), yes(3)])).toBeNull();
  });
});

describe('a correction', () => {
  const correctFirst = (...classes: readonly Rated[]): Command => {
    const command = first(...classes);
    if (command.type !== 'recordTally') throw new Error('no tally');
    return { ...command, type: 'correctTally', reason: { code: 'MISCOUNTED' } };
  };
  const correctSecond = (votes: Readonly<Record<string, SecondVotes>>): Command => {
    const command = second(votes);
    if (command.type !== 'recordSecondRound') throw new Error('no second round');
    return { ...command, type: 'correctSecondRound', reason: { code: 'MISCOUNTED' } };
  };
  const recorded = awaiting
    .when(second({ A: yes(3), B: yes(1) }), CELL_SECRETARY, TWO)
    .thenRecords('SecondRoundRecorded');
  const counted = recorded.when(confirmSecond, CELL_DEPUTY, TWO).thenRecords('SecondRoundConfirmed', ...COUNTED);

  test('of the first round before the second changes who stands in it', () => {
    const corrected = awaiting
      .when(correctFirst('COMPLETED', 'GOOD', 'GOOD'), CELL_SECRETARY, TWO)
      .thenRecords('TallyCorrected');
    expect(meetingOf(corrected)?.candidates).toEqual([2, 3]);
    corrected.when(second({ B: yes(3), C: yes(0) }), CELL_SECRETARY, TWO).thenRecords('SecondRoundRecorded');
  });

  test('after which nobody is rated good counts at once', () => {
    const corrected = awaiting
      .when(correctFirst('COMPLETED', 'COMPLETED', 'COMPLETED'), CELL_SECRETARY, TWO)
      .thenRecords('TallyCorrected', ...COUNTED);
    expect(reviewOf(corrected, 'A').vote?.voted).toBe('COMPLETED');
    corrected.when(second({ A: yes(3) }), CELL_SECRETARY, TWO).thenRejected('NO_SECOND_ROUND');
  });

  test('of the first waits while the second is entered and not confirmed', () => {
    recorded.when(correctFirst('GOOD'), CELL_SECRETARY, TWO).thenRejected('SECOND_ROUND_UNCONFIRMED');
  });

  test('of the first after both takes the second away from whoever is not good any more, and gives it to nobody', () => {
    const corrected = counted
      .when(correctFirst('COMPLETED', 'GOOD', 'GOOD'), CELL_SECRETARY, TWO)
      .thenRecords('TallyCorrected', 'VotesCorrected', 'VotesCorrected', 'VotesCorrected');
    expect(['A', 'B', 'C'].map((id) => reviewOf(corrected, id).vote?.voted)).toEqual(['COMPLETED', 'GOOD', 'GOOD']);
    expect(meetingOf(corrected)?.lines[0]?.votes.COMPLETED).toBe(3);
  });

  test('of the second counts anew those who stood in it', () => {
    const corrected = counted
      .when(correctSecond({ A: yes(1), B: yes(2) }), CELL_SECRETARY, TWO)
      .thenRecords('SecondRoundCorrected', 'VotesCorrected', 'VotesCorrected');
    expect(['A', 'B', 'C'].map((id) => reviewOf(corrected, id).vote?.voted)).toEqual([
      'GOOD',
      'EXCELLENT',
      'COMPLETED',
    ]);
    awaiting.when(correctSecond({ A: yes(3), B: yes(3) }), CELL_SECRETARY, TWO).thenRejected('NOTHING_TO_CORRECT');
  });

  test('leaves alone whoever was heard anew since', () => {
    const again = scene.onMember('A', {
      type: 'VotesCounted',
      pass: 'all/returned-MEETING',
      meeting: 'm2',
      votes: scene.votes('GOOD'),
      base: 3,
      voted: 'GOOD',
      tie: false,
    });
    const corrected = counted
      .and(again)
      .when(correctSecond({ A: yes(3), B: yes(2) }), CELL_SECRETARY, TWO)
      .thenRecords('SecondRoundCorrected', 'VotesCorrected');
    expect(reviewOf(corrected, 'A').vote).toMatchObject({ meeting: 'm2', voted: 'GOOD' });
  });
});
