import { describe, expect, test } from '@jest/globals';
import { memberStream, organisationStream } from '../../libs/domain/ids.js';
import type { Command } from '../../libs/domain/handling/world.js';
import type { RecordMeeting, RecordTally } from '../../libs/domain/organisation-review/commands.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { RS_2018, given, person } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';

const { CELL, CELL_SECRETARY, CELL_DEPUTY, OPENED } = scene;
const open = given([...OPENED, scene.stepOpened(CELL, 'MEETING', [1, 2, 3], 'CELL_SECRETARY')]);

const meeting = (change: Partial<RecordMeeting> = {}): Command => ({
  type: 'recordMeeting',
  case: CELL,
  meeting: 'm1',
  heldOn: '2018-12-09',
  heard: ['A', 'C'],
  absent: [{ member: 'B', excused: true }],
  convenedOfficial: 3,
  presentOfficial: 2,
  minutes: null,
  ...change,
});

const tally = (change: Partial<RecordTally> = {}): Command => ({
  type: 'recordTally',
  case: CELL,
  meeting: 'm1',
  tally: { convened: 3, present: 2, issued: 2, collected: 2, valid: 2, invalid: 0 },
  lines: ['A', 'C'].map((member) => ({ member, votes: scene.votes('GOOD', 2) })),
  ...change,
});

const confirm: Command = { type: 'confirmTally', case: CELL, meeting: 'm1' };
const reviewOf = (id: string) => memberStream('2018', id);

describe('a meeting', () => {
  test('hears some, misses others, and its tally is confirmed by a second person', () => {
    const held = open.when(meeting(), CELL_SECRETARY).thenRecords('MeetingHeld', 'MemberAbsent');
    const counted = held.when(tally(), CELL_SECRETARY).thenRecords('TallyRecorded');
    counted.when(confirm, CELL_SECRETARY).thenRejected('TALLY_NEEDS_SECOND_PERSON');
    const confirmed = counted.when(confirm, CELL_DEPUTY).thenRecords('TallyConfirmed', 'VotesCounted', 'VotesCounted');
    expect(confirmed.world.member(reviewOf('A')).vote).toMatchObject({ voted: 'GOOD', pass: 'all', tie: false });
    expect(confirmed.world.member(reviewOf('B'))).toMatchObject({ vote: null, absentIn: ['all'] });
  });

  test('with its signed minutes attached one person is enough', () => {
    const minutes = { id: '7d0c6b52-6f6c-4a51-9d3e-0b7d6f3a1c11', digest: '00' };
    const held = open.when(meeting({ minutes }), CELL_SECRETARY).thenRecords('MeetingHeld', 'MemberAbsent');
    held
      .when(tally(), CELL_SECRETARY)
      .thenRecords('TallyRecorded')
      .when(confirm, CELL_SECRETARY)
      .thenRecords('TallyConfirmed', 'VotesCounted', 'VotesCounted');
  });

  test('the base of the majority is those convened, not those present', () => {
    const held = open
      .when(meeting({ convenedOfficial: 4, presentOfficial: 2 }), CELL_SECRETARY)
      .thenRecords('MeetingHeld', 'MemberAbsent');
    const counted = held
      .when(
        tally({ tally: { convened: 4, present: 2, issued: 2, collected: 2, valid: 2, invalid: 0 } }),
        CELL_SECRETARY,
      )
      .thenRecords('TallyRecorded');
    const confirmed = counted.when(confirm, CELL_DEPUTY).thenRecords('TallyConfirmed', 'VotesCounted', 'VotesCounted');
    expect(confirmed.world.member(reviewOf('A')).vote).toMatchObject({ voted: null, tie: true });
  });

  test('one meeting hears two passes', () => {
    const two = given([
      ...OPENED,
      scene.stepOpened(CELL, 'MEETING', [1], 'CELL_SECRETARY', 'all/late'),
      scene.stepOpened(CELL, 'MEETING', [2], 'CELL_SECRETARY', 'all/absent'),
    ]);
    const held = two.when(meeting({ heard: ['A', 'B'], absent: [] }), CELL_SECRETARY).thenRecords('MeetingHeld');
    const lines = ['A', 'B'].map((member) => ({ member, votes: scene.votes('GOOD', 2) }));
    const confirmed = held
      .when(tally({ lines }), CELL_SECRETARY)
      .thenRecords('TallyRecorded')
      .when(confirm, CELL_DEPUTY)
      .thenRecords('TallyConfirmed', 'VotesCounted', 'VotesCounted');
    expect(['A', 'B'].map((id) => confirmed.world.member(reviewOf(id)).vote?.pass)).toEqual(['all/late', 'all/absent']);
  });

  test.each([
    ['nobody', meeting({ heard: [], absent: [] }), 'MEETING_EMPTY'],
    [
      'one who is heard and absent',
      meeting({ heard: ['A'], absent: [{ member: 'A', excused: false }] }),
      'SUBJECT_TWICE',
    ],
    ['more present than convened', meeting({ convenedOfficial: 2, presentOfficial: 3 }), 'PRESENT_EXCEEDS_CONVENED'],
    ['a day to come', meeting({ heldOn: '2018-12-11' }), 'DATE_IN_FUTURE'],
    ['one who is not asked', meeting({ heard: ['D'], absent: [] }), 'SUBJECT_NOT_IN_CASE'],
  ] as const)('is refused with %s', (_, command, code) => open.when(command, CELL_SECRETARY).thenRejected(code));

  test('only the cell records it', () => {
    open.when(meeting(), person('p-S', [['SECRETARY', 'ban-khac']])).thenRejected('FORBIDDEN');
    open.when(meeting(), scene.COMMUNE_SECRETARY).thenRejected('FORBIDDEN');
  });
});

describe('a tally', () => {
  const held = open.when(meeting(), CELL_SECRETARY).thenRecords('MeetingHeld', 'MemberAbsent');

  test.each([
    ['BALLOTS_VALID_EXCEED_COLLECTED', { convened: 3, present: 2, issued: 2, collected: 1, valid: 2, invalid: 0 }],
    ['BALLOTS_ISSUED_EXCEED_PRESENT', { convened: 3, present: 2, issued: 3, collected: 2, valid: 2, invalid: 0 }],
    ['TALLY_CONTRADICTS_ATTENDANCE', { convened: 4, present: 2, issued: 2, collected: 2, valid: 2, invalid: 0 }],
    ['VOTES_DO_NOT_BALANCE', { convened: 3, present: 2, issued: 2, collected: 2, valid: 1, invalid: 1 }],
  ] as const)('%s', (code, wrong) => held.when(tally({ tally: wrong }), CELL_SECRETARY).thenRejected(code));

  test('speaks of exactly those who were heard', () => {
    held
      .when(tally({ lines: [{ member: 'A', votes: scene.votes('GOOD', 2) }] }), CELL_SECRETARY)
      .thenRejected('TALLY_LINES_MISMATCH');
  });

  test('is corrected until the class is decided, with both values kept', () => {
    const confirmed = held
      .when(tally(), CELL_SECRETARY)
      .thenRecords('TallyRecorded')
      .when(confirm, CELL_DEPUTY)
      .thenRecords('TallyConfirmed', 'VotesCounted', 'VotesCounted');
    const lines = ['A', 'C'].map((member) => ({ member, votes: scene.votes('COMPLETED', 2) }));
    const correction: Command = {
      type: 'correctTally',
      case: CELL,
      meeting: 'm1',
      tally: { convened: 3, present: 2, issued: 2, collected: 2, valid: 2, invalid: 0 },
      lines,
      reason: { code: 'MISCOUNTED' },
    };
    const corrected = confirmed
      .when(correction, CELL_SECRETARY)
      .thenRecords('TallyCorrected', 'VotesCorrected', 'VotesCorrected');
    expect(corrected.world.member(reviewOf('A')).vote?.voted).toBe('COMPLETED');
    expect(corrected.events.filter(({ event }) => event.type === 'VotesCounted')).toHaveLength(2);
  });

  test('spread votes fall to a lower class, or to nobody’s and then a proposal says why it was made', () => {
    const spread = { ...scene.votes('GOOD', 0), EXCELLENT: 1, COMPLETED: 1 };
    const full = open
      .when(meeting({ heard: ['A'], absent: [], convenedOfficial: 2 }), CELL_SECRETARY)
      .thenRecords('MeetingHeld');
    const all = { convened: 2, present: 2, issued: 2, collected: 2, valid: 2, invalid: 0 };
    const counted = full
      .when(tally({ tally: all, lines: [{ member: 'A', votes: spread }] }), CELL_SECRETARY)
      .thenRecords('TallyRecorded');
    const REFER: Rulebook = { ...RS_2018, ballot: { ...RS_2018.ballot, onNoMajority: 'REFER_TO_SUPERIOR' } };
    const voted = (rules: Rulebook) =>
      counted.when(confirm, CELL_DEPUTY, rules).thenRecords('TallyConfirmed', 'VotesCounted');
    expect(voted(RS_2018).world.member(reviewOf('A')).vote).toMatchObject({ voted: 'COMPLETED' });
    const referred = voted(REFER).and(scene.stepOpened(CELL, 'PROPOSAL', [1], 'CELL_SECRETARY'));
    expect(referred.world.member(reviewOf('A')).vote).toMatchObject({ voted: null });
    const propose = (reason: { readonly code: string } | null): Command => ({
      type: 'closeSubmission',
      case: CELL,
      lines: [{ subject: 'A', class: 'COMPLETED', reason }],
    });
    referred.when(propose(null), CELL_SECRETARY, REFER).thenRejected('REASON_REQUIRED', { voted: null });
    const sent = referred.when(propose({ code: 'NO_MAJORITY' }), CELL_SECRETARY, REFER);
    sent.thenRecords('SubmissionClosed', 'ClassProposed');
  });

  test('no record joins a voter to a choice', () => {
    const confirmed = held.when(tally(), CELL_SECRETARY).thenRecords('TallyRecorded');
    const meetings = confirmed.world.organisation(organisationStream('2018', 'ban-lang')).meetings;
    expect(Object.keys(meetings['m1']?.lines[0] ?? {})).toEqual(['subject', 'votes']);
  });
});
