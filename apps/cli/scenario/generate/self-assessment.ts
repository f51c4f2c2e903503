import { assess } from '../../../../libs/domain/assessment/assess.js';
import type { Evidence } from '../../../../libs/domain/assessment/evidence.js';
import { isAbout } from '../../../../libs/domain/assessment/facts.js';
import { criteriaFor } from '../../../../libs/domain/assessment/conditions.js';
import type {
  AssessmentRules,
  ClassRule,
  Criterion,
  ResultCondition,
} from '../../../../libs/domain/assessment/rules.js';
import { DEGREES, QUALITY_CLASSES, type Degree, type QualityClass } from '../../../../libs/domain/classes.js';
import { below, type Random } from './random.js';

export interface Grades {
  readonly degrees: Readonly<Record<string, Degree>>;
  readonly points: number | null;
  readonly results: Readonly<Record<string, number | boolean>>;
}

/** Degrees, points and results from which the rulebook concludes this class, and no better one. */
export function gradesFor(
  rules: AssessmentRules,
  wanted: QualityClass,
  facts: Evidence['facts'],
  random: Random,
): Grades {
  const rule = rules.classes.find((one) => one.class === wanted);
  if (rule === undefined) return { degrees: {}, points: null, results: {} };
  const results = resultsOf(rule, facts);
  const known = { ...facts, ...results };
  const criteria = criteriaFor(rules, known);
  const bare = {
    degrees: rules.method === 'DEGREES' ? lowest(about(rule, known), criteria) : {},
    points: pointsOf(rule),
    results,
  };
  const livelier = { ...bare, degrees: raised(bare.degrees, random) };
  return concludes(rules, livelier, facts) === wanted ? livelier : bare;
}

function concludes(
  rules: AssessmentRules,
  { degrees, points, results }: Grades,
  facts: Evidence['facts'],
): QualityClass | 'NEEDS_AUTHORITY' {
  const evidence = { degrees, ...(points === null ? {} : { points }), facts: { ...results, ...facts } };
  // Shares come from those below: they are no part of what one subject says of itself.
  const own = {
    ...rules,
    classes: rules.classes.map((rule) => ({
      ...rule,
      conditions: rule.conditions.filter((one) => one.kind !== 'SHARE'),
    })),
  };
  return assess(own, evidence).outcome;
}

function lowest(rule: ClassRule, criteria: readonly Criterion[]): Readonly<Record<string, Degree>> {
  return Object.fromEntries(criteria.map((criterion) => [criterion.id, floorOf(rule, criterion)]));
}

function floorOf(rule: ClassRule, { group }: Criterion): Degree {
  const asked = rule.conditions.flatMap((one) =>
    one.kind === 'DEGREES' && (one.of === 'ALL' || one.of === group) ? [one.atLeast] : [],
  );
  return asked.sort().at(-1) ?? 'D1';
}

// Some degrees one better than needed, as people differ; whether the class still holds is asked of the rules.
function raised(degrees: Readonly<Record<string, Degree>>, random: Random): Readonly<Record<string, Degree>> {
  const better = (degree: Degree): Degree => DEGREES[Math.max(0, DEGREES.indexOf(degree) - 1)] ?? degree;
  return Object.fromEntries(
    Object.entries(degrees).map(([id, degree]) => [id, random() < 0.4 ? better(degree) : degree]),
  );
}

function pointsOf({ conditions }: ClassRule): number | null {
  const asked = conditions.find((one) => one.kind === 'POINTS');
  return asked === undefined ? null : asked.from;
}

/** The rule with what it asks of a subject of whom these facts are known. */
function about(rule: ClassRule, facts: Evidence['facts']): ClassRule {
  return { ...rule, conditions: rule.conditions.filter((one) => isAbout(one, facts)) };
}

function resultsOf(rule: ClassRule, facts: Evidence['facts']): Grades['results'] {
  const results = about(rule, facts).conditions.filter((one) => one.kind === 'RESULT');
  const asked = results.filter((one) => one.whenUnknown === 'NOT_MET');
  return Object.fromEntries(asked.map((one) => [one.fact, resultThatMeets(one)]));
}

function resultThatMeets({ is, atLeast, above, atMost, below: under }: ResultCondition): number | boolean {
  return is ?? atLeast ?? (above === undefined ? undefined : above + 1) ?? atMost ?? (under ?? 1) - 1;
}

/** A class one away from the given one, or the same: how a member's own claim differs from the cell's view. */
export function claimNear(wanted: QualityClass, random: Random): QualityClass {
  if (random() < 0.85) return wanted;
  const at = QUALITY_CLASSES.indexOf(wanted) + (below(random, 2) === 0 ? -1 : 1);
  return QUALITY_CLASSES[Math.min(3, Math.max(0, at))] ?? wanted;
}
