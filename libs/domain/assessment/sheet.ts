import type { Degree } from '../classes.js';
import { reject, type Rejection } from '../rejection.js';
import { criteriaFor } from './conditions.js';
import type { Facts } from './facts.js';
import type { AssessmentRules } from './rules.js';

/** A filled-in sheet: degrees by criterion, or points by criterion or in all. */
export interface Sheet {
  readonly degrees: Readonly<Record<string, Degree>>;
  readonly points: number | null;
  readonly scores?: Readonly<Record<string, number>>;
}

/** Points of the whole sheet: what its lines add up to, where they were given. */
export function totalPoints({ points, scores }: Omit<Sheet, 'degrees'>): number | null {
  return scores === undefined ? points : sum(Object.values(scores));
}

/** The first thing wrong with a sheet; null: it is whole, by the criteria that this subject is graded by. */
export function sheetProblem(rules: AssessmentRules, sheet: Sheet, facts: Facts, subject: string): Rejection | null {
  return rules.method === 'POINTS'
    ? pointsProblem(rules, sheet, facts, subject)
    : degreesProblem(rules, sheet, facts, subject);
}

function degreesProblem(rules: AssessmentRules, sheet: Sheet, facts: Facts, subject: string): Rejection | null {
  const graded = Object.keys(sheet.degrees);
  const missing = without(
    criteriaFor(rules, facts).map(({ id }) => id),
    graded,
  );
  if (missing.length > 0) return reject('CRITERIA_MISSING', { subject, criteria: missing });
  return unknownTo(
    rules,
    [...graded, ...Object.keys(sheet.scores ?? {}).filter((id) => !graded.includes(id))],
    subject,
  );
}

function pointsProblem(
  rules: AssessmentRules,
  { points, scores }: Sheet,
  facts: Facts,
  subject: string,
): Rejection | null {
  if (scores === undefined) {
    if (points === null) return reject('POINTS_MISSING', { subject });
    return points >= 0 && points <= 100
      ? null
      : reject('POINTS_OUT_OF_RANGE', { subject, points: String(points), most: 100 });
  }
  const criteria = criteriaFor(rules, facts);
  const missing = without(
    criteria.map(({ id }) => id),
    Object.keys(scores),
  );
  if (missing.length > 0) return reject('CRITERIA_MISSING', { subject, criteria: missing });
  const unknown = without(
    Object.keys(scores),
    criteria.map(({ id }) => id),
  );
  if (unknown.length > 0) return reject('CRITERIA_UNKNOWN', { subject, criteria: unknown });
  for (const { id, maxPoints = 0 } of criteria) {
    const given = scores[id] ?? Number.NaN;
    if (!(given >= 0 && given <= maxPoints))
      return reject('POINTS_OUT_OF_RANGE', { subject, criterion: id, points: String(given), most: maxPoints });
  }
  const total = sum(Object.values(scores));
  return points === null || points === total ? null : reject('POINTS_DO_NOT_ADD_UP', { subject, points, total });
}

function unknownTo(rules: AssessmentRules, given: readonly string[], subject: string): Rejection | null {
  const unknown = without(
    given,
    rules.criteria.map(({ id }) => id),
  );
  return unknown.length > 0 ? reject('CRITERIA_UNKNOWN', { subject, criteria: unknown }) : null;
}

const without = (from: readonly string[], those: readonly string[]): readonly string[] =>
  from.filter((one) => !those.includes(one));

// In thousandths, so that 0.1 and 0.2 make 0.3.
const sum = (points: readonly number[]): number =>
  points.reduce((total, one) => total + Math.round(one * 1_000), 0) / 1_000;
