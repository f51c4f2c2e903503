import { describe, expect, test } from '@jest/globals';
import type { AutomaticRule } from '../../libs/domain/assessment/rules.js';
import type { Command, Recorded } from '../../libs/domain/handling/world.js';
import { memberStream, organisationStream } from '../../libs/domain/ids.js';
import type { Decide } from '../../libs/domain/organisation-review/commands.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { PROCEDURE, given, member, person } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';
import { decide, submittedWith } from '../support/submitted-list.js';

const { CELL, COMMUNE_SECRETARY } = scene;
const RS_2025 = loadRulebook('rs-2025', 'rulebooks');

const assessed = (
  id: string,
  points: number,
  results: Readonly<Record<string, number | boolean>>,
): readonly Recorded[] => [
  scene.onMember(id, {
    type: 'SelfAssessmentSubmitted',
    pass: 'all',
    ...scene.selfAssessment(),
    degrees: {},
    points,
    results,
  }),
  ...scene.papersOf(id).slice(1),
];
const DONE = { tasksDonePercent: 100, tasksLatePercent: 0 };
// A falls between the classes: 95 points, but only 10 % beyond what was asked. B and C are plainly good.
const submitted = given(
  submittedWith((id) =>
    id === 'A' ? assessed('A', 95, { ...DONE, tasksExceededPercent: 10 }) : assessed(id, 80, DONE),
  ),
);
const line = (id: string, change: Partial<Decide['lines'][number]> = {}): Decide['lines'][number] => ({
  subject: id,
  class: 'GOOD',
  digest: submitted.world.digest(memberStream('2018', id)),
  reason: null,
  ...change,
});
const DECIDED = ['ListDecided', 'ClassDecided', 'SubmissionAnswered'] as const;
const REASON = { code: 'WEIGHED' };

describe('evidence that bears out no class', () => {
  test('is never decided without a reason, and the lines beside it stand', () => {
    submitted.when(decide(line('A')), COMMUNE_SECRETARY, RS_2025).thenRejected('NEEDS_AUTHORITY', {
      lines: [{ subject: 'A', code: 'NEEDS_AUTHORITY', details: { subject: 'A', decided: 'GOOD', rules: ['POINTS'] } }],
    });
    const block = submitted.when(decide(line('A'), line('B'), line('C')), COMMUNE_SECRETARY, RS_2025);
    block.thenRecords('ListDecided', 'ClassDecided', 'ClassDecided', 'SubmissionAnswered');
    expect(block.decision).toMatchObject({ answer: { refused: [{ subject: 'A', code: 'NEEDS_AUTHORITY' }] } });
  });

  test.each(['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED'] as const)(
    'is decided %s by the body that answers for it, which says why',
    (wanted) => {
      const loose: Rulebook = {
        ...RS_2025,
        ceiling: { ...RS_2025.ceiling, members: { ...RS_2025.ceiling.members, enforcement: 'WARN' } },
      };
      const after = submitted
        .when(decide(line('A', { class: wanted, reason: REASON })), COMMUNE_SECRETARY, loose)
        .thenRecords(...DECIDED);
      const { decided } = after.world.member(memberStream('2018', 'A'));
      expect(decided).toMatchObject({ class: wanted, outcome: 'NEEDS_AUTHORITY', reason: REASON });
      expect(decided?.unmet.length).toBeGreaterThan(0);
    },
  );

  test('is left to nobody else', () => {
    const command = decide(line('A', { reason: REASON }));
    for (const actor of [PROCEDURE, member('A'), scene.CELL_SECRETARY, scene.STRANGER, person('admin', [])])
      submitted.when(command, actor, RS_2025).thenRejected('FORBIDDEN');
  });

  test('leaves no mark where a class follows', () => {
    const after = submitted.when(decide(line('B')), COMMUNE_SECRETARY, RS_2025).thenRecords(...DECIDED);
    expect(after.world.member(memberStream('2018', 'B')).decided).toMatchObject({ class: 'GOOD', unmet: [] });
    expect(after.world.member(memberStream('2018', 'B')).decided?.outcome).toBeUndefined();
  });

  test('is also what a rule leaves that the authority has to weigh', () => {
    const weighed: AutomaticRule = {
      id: 'weighed',
      fact: 'tasksDonePercent',
      atLeast: 100,
      class: 'NOT_COMPLETED',
      effect: 'WEIGH',
      exceptions: [],
      source: { document: 'test' },
    };
    const rules = { ...RS_2025.assessment.members, automatic: [weighed] };
    const rulebook: Rulebook = { ...RS_2025, assessment: { ...RS_2025.assessment, members: rules } };
    submitted.when(decide(line('B')), COMMUNE_SECRETARY, rulebook).thenRejected('NEEDS_AUTHORITY');
    submitted.when(decide(line('B', { reason: REASON })), COMMUNE_SECRETARY, rulebook).thenRecords(...DECIDED);
  });
});

describe('an organisation under points', () => {
  const own = given([...scene.OPENED, scene.stepOpened(CELL, 'OWN_CLASS', [0], 'CELL', 'own')]);
  const sheet = Object.fromEntries(
    RS_2025.assessment.organisations.criteria.map(({ id, maxPoints = 0 }) => [id, maxPoints]),
  );
  const vote = (change: object): Command => ({ ...scene.OWN_VOTE, ...change }) as Command;

  test('votes on its sheet, which is added up', () => {
    const scores = { ...sheet, 'resolutions-carried-out': 30 };
    const after = own
      .when(vote({ scores, results: DONE }), scene.CELL_SECRETARY, RS_2025)
      .thenRecords('OwnClassVoted', 'SubmissionClosed', 'ClassProposed');
    const state = after.world.organisation(organisationStream('2018', 'ban-lang'));
    expect(state.ownVote).toMatchObject({ points: 80, scores, results: DONE, voted: 'GOOD' });
  });

  test.each<[string, object, string]>([
    ['no points at all', {}, 'POINTS_MISSING'],
    ['more than a hundred', { points: 101 }, 'POINTS_OUT_OF_RANGE'],
    ['a sheet that is not whole', { scores: {} }, 'CRITERIA_MISSING'],
    ['a line that the sheet does not have', { scores: { ...sheet, other: 1 } }, 'CRITERIA_UNKNOWN'],
    [
      'a line above its most',
      { scores: Object.fromEntries(Object.keys(sheet).map((id) => [id, 71])) },
      'POINTS_OUT_OF_RANGE',
    ],
    [
      'a line below nothing',
      { scores: Object.fromEntries(Object.keys(sheet).map((id) => [id, -1])) },
      'POINTS_OUT_OF_RANGE',
    ],
    ['a total that is not the sum', { scores: sheet, points: 99 }, 'POINTS_DO_NOT_ADD_UP'],
  ])('is refused with %s', (_, change, code) => {
    own.when(vote(change), scene.CELL_SECRETARY, RS_2025).thenRejected(code);
  });
});
