import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { likeGroupOf } from '../../libs/domain/ceiling/like-group.js';
import { QUALITY_CLASSES, type QualityClass } from '../../libs/domain/classes.js';
import type { Command, Recorded } from '../../libs/domain/handling/world.js';
import { memberStream, organisationStream } from '../../libs/domain/ids.js';
import { ceilingsOf } from '../../libs/domain/organisation-review/ceilings.js';
import { initialOrganisationReview, evolveOrganisationReview } from '../../libs/domain/organisation-review/evolve.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { checkCeiling } from '../../libs/domain/ceiling/ceiling.js';
import { given, person, type Given } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';
import { submission, submittedWith } from '../support/submitted-list.js';

const RS_2025 = loadRulebook('rs-2025', 'rulebooks');
const { COMMUNE, COMMUNE_SECRETARY } = scene;
const half: Rulebook = {
  ...RS_2025,
  ceiling: { ...RS_2025.ceiling, members: { ...RS_2025.ceiling.members, ratio: 0.5, exceptionRatio: 1 } },
};
const assessed = (id: string, results: Readonly<Record<string, number | boolean>>): readonly Recorded[] => {
  const sheet = { ...scene.selfAssessment(), degrees: {}, points: 80, results };
  return [
    scene.onMember(id, { type: 'SelfAssessmentSubmitted', pass: 'all', ...sheet }),
    ...scene.papersOf(id).slice(1),
  ];
};
// A leads; B and C do not.
const submitted = given(
  submittedWith((id) =>
    assessed(
      id,
      id === 'A'
        ? { leader: true, ledUnitTasksDonePercent: 100, ledUnitTasksLatePercent: 0 }
        : { tasksDonePercent: 100, tasksLatePercent: 0 },
    ),
  ),
);
const decide = (state: Given, classes: Readonly<Record<string, QualityClass>>): Command => ({
  type: 'decide',
  case: COMMUNE,
  submission,
  decidedOn: '2018-12-10',
  decisionNumber: null,
  tally: null,
  justification: null,
  lines: Object.entries(classes).map(([subject, wanted]) => ({
    subject,
    class: wanted,
    digest: state.world.digest(memberStream('2018', subject)),
    reason: { code: 'OWN_VIEW' },
  })),
});
const DISTRICT = person('p-H', [['SECRETARY', 'huyen']]);
const grant = (change: object = {}): Command => ({
  type: 'grantCeilingException',
  case: COMMUNE,
  population: 'members',
  ratio: 1,
  decisionNumber: '7-QĐ/HU',
  decidedOn: '2018-12-05',
  reason: { code: 'OUTSTANDING_RESULTS' },
  ...change,
});
const THREE = ['ListDecided', 'ClassDecided', 'ClassDecided', 'ClassDecided', 'SubmissionAnswered'] as const;

describe('like groups', () => {
  test.each<[Readonly<Record<string, boolean>>, string]>([
    [{}, 'non-leaders'],
    [{ leader: true }, 'leaders'],
    [{ leader: false }, 'non-leaders'],
    [{ outsidePoliticalSystem: true }, 'outside-system'],
    [{ leader: true, outsidePoliticalSystem: true }, 'leaders'],
  ])('of members: %j in %s', (facts, group) => {
    expect(likeGroupOf(RS_2025.ceiling.members, { facts })).toBe(group);
  });

  test('of organisations, by their kind; none where the rulebook draws none', () => {
    expect(likeGroupOf(RS_2025.ceiling.organisations, { facts: {}, kind: 'COMMITTEE' })).toBe('committees');
    expect(likeGroupOf(RS_2025.ceiling.organisations, { facts: {}, kind: 'CELL' })).toBe('cells');
    expect(likeGroupOf(loadRulebook('rs-2018', 'rulebooks').ceiling.members, { facts: {} })).toBeNull();
  });

  test('have a ceiling each: the good of one make no room for the excellent of another', () => {
    submitted
      .when(decide(submitted, { A: 'EXCELLENT', B: 'GOOD', C: 'GOOD' }), COMMUNE_SECRETARY, half)
      .thenRejected('CEILING_EXCEEDED', { group: 'leaders', allowed: 0, measured: 1, base: 0 });
    const after = submitted
      .when(decide(submitted, { A: 'GOOD', B: 'GOOD', C: 'GOOD' }), COMMUNE_SECRETARY, half)
      .thenRecords(...THREE);
    const body = after.world.organisation(organisationStream('2018', 'yen-minh'));
    expect(body.decidedInGroups?.members).toMatchObject({ leaders: { GOOD: 1 }, 'non-leaders': { GOOD: 2 } });
    expect(body.decidedCounts.members.GOOD).toBe(3);
    expect(ceilingsOf(half, body, 'members').map(({ group, base, allowed }) => [group, base, allowed])).toEqual([
      ['leaders', 1, 0],
      ['non-leaders', 2, 1],
    ]);
  });
});

describe('a higher ceiling for an outstanding unit', () => {
  test('is granted by whoever decides on the unit, and used by the unit', () => {
    const granted = submitted.when(grant(), DISTRICT, half).thenRecords('CeilingExceptionGranted');
    const wanted = { A: 'GOOD', B: 'EXCELLENT', C: 'GOOD' } as const;
    submitted.when(decide(submitted, wanted), COMMUNE_SECRETARY, half).thenRejected('CEILING_EXCEEDED', { allowed: 0 });
    const after = granted.when(decide(granted, wanted), COMMUNE_SECRETARY, half).thenRecords(...THREE);
    const body = after.world.organisation(organisationStream('2018', 'yen-minh'));
    expect(body.ceilingExceptions).toEqual({ members: { ratio: 1, grantedBy: 'huyen', decisionNumber: '7-QĐ/HU' } });
  });

  test.each<[string, object, string]>([
    ['above the limit', { ratio: 0.26 }, 'CEILING_EXCEPTION_OUT_OF_RANGE'],
    ['below the rule', { ratio: 0.1 }, 'CEILING_EXCEPTION_OUT_OF_RANGE'],
    ['on a day to come', { ratio: 0.25, decidedOn: '2018-12-11' }, 'DATE_IN_FUTURE'],
  ])('is refused %s', (_, change, code) => {
    submitted.when(grant(change), DISTRICT, RS_2025).thenRejected(code);
  });

  test('is refused to the unit itself, and where the rulebook knows none', () => {
    submitted.when(grant({ ratio: 0.25 }), COMMUNE_SECRETARY, RS_2025).thenRejected('FORBIDDEN');
    submitted.when(grant({ ratio: 0.25 }), DISTRICT).thenRejected('CEILING_EXCEPTION_UNKNOWN');
  });

  // QĐ 366-QĐ/TW, điều 11 §1.5: 25 % of the same base.
  test('of 25 % lifts the ratio and never the base', () => {
    const counts = { EXCELLENT: 0, GOOD: 40, COMPLETED: 9, NOT_COMPLETED: 1 };
    expect(checkCeiling(RS_2025.ceiling.members, counts)).toMatchObject({ allowed: 8, base: 40 });
    expect(checkCeiling(RS_2025.ceiling.members, counts, 0.25)).toMatchObject({ allowed: 10, base: 40 });
  });
});

test('whatever is decided in whatever order, the groups add up to the whole', () => {
  const line = fc.record({ group: fc.constantFrom('a', 'b', 'c'), class: fc.constantFrom(...QUALITY_CLASSES) });
  fc.assert(
    fc.property(fc.array(fc.array(line, { maxLength: 12 }), { maxLength: 8 }), (lists) => {
      const ceiling = checkCeiling(RS_2025.ceiling.members, { EXCELLENT: 0, GOOD: 0, COMPLETED: 0, NOT_COMPLETED: 0 });
      const state = lists.reduce(
        (before, lines, index) =>
          evolveOrganisationReview(
            before,
            {
              type: 'ListDecided',
              submission: `s${index}`,
              population: 'members',
              lines: lines.map((each, at) => ({ subject: at + 1, ...each })),
              ceiling,
              justification: null,
              decisionNumber: null,
              decidedOn: '2025-12-01',
              vote: null,
            },
            'p',
          ),
        initialOrganisationReview,
      );
      const groups = Object.values(state.decidedInGroups?.members ?? {});
      for (const name of QUALITY_CLASSES)
        expect(groups.reduce((sum, counts) => sum + counts[name], 0)).toBe(state.decidedCounts.members[name]);
    }),
  );
});
