import type { SecondVotes } from '../../libs/domain/ballot/second-round.js';
import type { Command } from '../../libs/domain/handling/world.js';
import { memberStream, organisationStream } from '../../libs/domain/ids.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import * as scene from './cell-of-four.js';
import { given, RS_2018, type Given } from './given.js';

const { CELL } = scene;
export const TWO: Rulebook = { ...RS_2018, ballot: { ...RS_2018.ballot, rounds: 2 } };
export const ONLY_CLAIMED: Rulebook = {
  ...TWO,
  ballot: { ...TWO.ballot, secondRound: { candidates: 'CLAIMED_EXCELLENT', source: { document: 'test' } } },
};
export const TALLY = scene.tallyOf();
export const reviewOf = (state: Given, id: string) => state.world.member(memberStream('2018', id));
export const meetingOf = (state: Given) =>
  state.world.organisation(organisationStream('2018', 'ban-lang')).meetings['m1'];
const assessed = ['A', 'B', 'C'].map((id) =>
  scene.onMember(id, {
    type: 'SelfAssessmentSubmitted',
    pass: 'all',
    ...scene.selfAssessment('D3', id === 'A' ? 'EXCELLENT' : 'GOOD'),
  }),
);
/** Three members are assessed, and their meeting is open. */
export const open = given([
  ...scene.OPENED,
  ...assessed,
  scene.stepOpened(CELL, 'MEETING', [1, 2, 3], 'CELL_SECRETARY'),
]);

export const meeting: Command = {
  type: 'recordMeeting',
  case: CELL,
  meeting: 'm1',
  heldOn: '2018-12-09',
  heard: ['A', 'B', 'C'],
  absent: [],
  convenedOfficial: 3,
  presentOfficial: 3,
  minutes: null,
};
export type Rated = 'EXCELLENT' | 'GOOD' | 'COMPLETED';
export const first = (...classes: readonly Rated[]): Command => ({
  type: 'recordTally',
  case: CELL,
  meeting: 'm1',
  tally: TALLY,
  lines: ['A', 'B', 'C'].map((member, index) => ({ member, votes: scene.votes(classes[index] ?? 'GOOD') })),
});
export const yes = (count: number): SecondVotes => ({ yes: count, no: 3 - count, blank: 0 });
export const second = (votes: Readonly<Record<string, SecondVotes>>, change: object = {}): Command => ({
  type: 'recordSecondRound',
  case: CELL,
  meeting: 'm1',
  tally: { ...TALLY, ...change },
  lines: Object.entries(votes).map(([member, one]) => ({ member, votes: one })),
});
export const confirmFirst: Command = { type: 'confirmTally', case: CELL, meeting: 'm1' };
export const confirmSecond: Command = { type: 'confirmSecondRound', case: CELL, meeting: 'm1' };
