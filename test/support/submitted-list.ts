import type { Command, Recorded } from '../../libs/domain/handling/world.js';
import { memberStream } from '../../libs/domain/ids.js';
import type { Decide } from '../../libs/domain/organisation-review/commands.js';
import * as scene from './cell-of-four.js';
import { given } from './given.js';

const { CELL, COMMUNE } = scene;
export const submission = `${CELL}:all`;

/** The list of three members before the commune that decides on it, with what is recorded of each. */
export const submittedWith = (papersOf: (id: string) => readonly Recorded[]): readonly Recorded[] => [
  ...scene.OPENED,
  ...['A', 'B', 'C'].flatMap(papersOf),
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
/** With every paper that a class needs. */
export const SUBMITTED = submittedWith((id) => scene.papersOf(id));
export const submitted = given(SUBMITTED);
export const digestOf = (id: string, from = submitted) => from.world.digest(memberStream('2018', id));

export type Line = Decide['lines'][number];
export const line = (id: string, change: Partial<Line> = {}): Line => ({
  subject: id,
  class: 'GOOD',
  digest: digestOf(id),
  reason: null,
  ...change,
});
export const decide = (...lines: readonly Line[]): Command => ({
  type: 'decide',
  case: COMMUNE,
  submission,
  decidedOn: '2018-12-10',
  decisionNumber: '12-QĐ/ĐU',
  tally: null,
  justification: null,
  lines,
});
export const three = ['A', 'B', 'C'].map((id) => line(id));
export const DECIDED = ['ListDecided', 'ClassDecided', 'ClassDecided', 'ClassDecided', 'SubmissionAnswered'] as const;
