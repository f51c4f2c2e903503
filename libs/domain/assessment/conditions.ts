import { QUALITY_CLASSES, atLeast, type Degree } from '../classes.js';
import type { Counts } from '../ceiling/ceiling.js';
import type { Json } from '../rejection.js';
import type { AssessmentRules, ClassRule, Condition, Criterion } from '../rulebook.js';
import { fraction } from '../statistics/exact.js';
import type { Check, Evidence } from './evidence.js';
import { boundsOf, holds } from './facts.js';

/** The criteria that this subject is graded by. */
export function criteriaFor(rules: AssessmentRules, facts: Evidence['facts']): readonly Criterion[] {
  return rules.criteria.filter((criterion) => criterion.onlyIf === undefined || facts[criterion.onlyIf] === true);
}

/** A condition tested: one check for each criterion it speaks of, else one. */
export function conditionChecks(
  rules: AssessmentRules,
  rule: ClassRule,
  condition: Condition,
  evidence: Evidence,
): readonly Check[] {
  const check = (name: string, measured: Json, threshold: Json, met: boolean): Check => ({
    kind: 'CONDITION',
    class: rule.class,
    rule: name,
    source: rule.source,
    measured,
    threshold,
    met,
    exception: null,
  });
  switch (condition.kind) {
    case 'DEGREES':
      return criteriaFor(rules, evidence.facts)
        .filter((criterion) => condition.of === 'ALL' || criterion.group === condition.of)
        .map(({ id }) => {
          const degree = evidence.degrees?.[id];
          return check(
            id,
            degree ?? null,
            condition.atLeast,
            degree !== undefined && reaches(degree, condition.atLeast),
          );
        });
    case 'POINTS': {
      const { from, below } = condition;
      const { points } = evidence;
      const met = points !== undefined && points >= from && (below === undefined || points < below);
      return [check('POINTS', points ?? null, below === undefined ? { from } : { from, below }, met)];
    }
    case 'RESULT': {
      const fact = evidence.facts[condition.fact];
      const met = fact === undefined ? condition.whenUnknown === 'NOT_APPLICABLE' : holds(condition, fact);
      return [check(condition.fact, fact ?? null, boundsOf(condition), met)];
    }
    case 'SHARE': {
      const share = shareOf(evidence.shares?.[condition.of], condition);
      const name = `SHARE.${condition.of}.${condition.inClassOrBetter}`;
      return [
        check(
          name,
          share.base === 0 ? null : share,
          condition.atLeast,
          share.base === 0 || shareReaches(share, condition.atLeast),
        ),
      ];
    }
  }
}

// The text of a degree sorts as its rank: D1 < D2 < D3 < D4.
function reaches(degree: Degree, wanted: Degree): boolean {
  return degree >= wanted;
}

type Share = { readonly count: number; readonly base: number };

function shareOf(counts: Counts | undefined, condition: Extract<Condition, { kind: 'SHARE' }>): Share {
  const total = (of: readonly (keyof Counts)[]): number => of.reduce((sum, name) => sum + (counts?.[name] ?? 0), 0);
  return {
    count: total(QUALITY_CLASSES.filter((name) => atLeast(name, condition.inClassOrBetter))),
    base: total(QUALITY_CLASSES),
  };
}

function shareReaches({ count, base }: Share, atLeastShare: number): boolean {
  const { numerator, denominator } = fraction(atLeastShare);
  return BigInt(count) * denominator >= BigInt(base) * numerator;
}
