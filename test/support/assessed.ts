import { assess } from '../../libs/domain/assessment/assess.js';
import { criteriaFor } from '../../libs/domain/assessment/conditions.js';
import type { Facts } from '../../libs/domain/assessment/facts.js';
import type { AssessmentRules } from '../../libs/domain/assessment/rules.js';
import { countClasses, type Counts } from '../../libs/domain/ceiling/ceiling.js';
import type { Degree, QualityClass } from '../../libs/domain/classes.js';

export type Outcome = QualityClass | 'NEEDS_AUTHORITY';

/** What the rules conclude from every criterion at one degree, but for those named, and from recorded facts. */
export function byDegrees(
  rules: AssessmentRules,
  all: Degree,
  facts: Facts = {},
  but: Readonly<Record<string, Degree>> = {},
  shares: Readonly<Partial<Record<'MEMBERS' | 'SUBORDINATES', Counts>>> = {},
): Outcome {
  const degrees = Object.fromEntries(criteriaFor(rules, facts).map(({ id }) => [id, all]));
  return assess(rules, { degrees: { ...degrees, ...but }, facts, shares }).outcome;
}

/** The same from points. */
export function byPoints(
  rules: AssessmentRules,
  points: number,
  facts: Facts = {},
  shares: Readonly<Partial<Record<'MEMBERS' | 'SUBORDINATES', Counts>>> = {},
): Outcome {
  return assess(rules, { points, facts, shares }).outcome;
}

/** So many excellent, good, completed and not completed. */
export function counts(excellent: number, good: number, completed = 0, notCompleted = 0): Counts {
  const many = (name: QualityClass, count: number): readonly QualityClass[] =>
    Array.from({ length: count }, () => name);
  return countClasses([
    ...many('EXCELLENT', excellent),
    ...many('GOOD', good),
    ...many('COMPLETED', completed),
    ...many('NOT_COMPLETED', notCompleted),
  ]);
}
