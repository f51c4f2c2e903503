import type { Degree } from '../classes.js';
import type { Json } from '../rejection.js';
import type { Check, Evidence } from './evidence.js';
import { boundsOf, holds, isAbout } from './facts.js';
import type { AssessmentRules, ClassRule, Condition, Criterion } from './rules.js';
import { compareShare, shareOrBetter } from './shares.js';

/** The criteria that this subject is graded by. */
export function criteriaFor(rules: AssessmentRules, facts: Evidence['facts']): readonly Criterion[] {
  return rules.criteria.filter((criterion) => isAbout(criterion, facts));
}

/** A condition tested: one check for each criterion it speaks of, else one; none where it is not about this subject. */
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
  if (!isAbout(condition, evidence.facts)) return [];
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
      const share = shareOrBetter(evidence.shares?.[condition.of], condition.inClassOrBetter);
      const name = `SHARE.${condition.of}.${condition.inClassOrBetter}`;
      const met = share.base === 0 || compareShare(share, condition.atLeast) >= 0;
      return [check(name, share.base === 0 ? null : share, condition.atLeast, met)];
    }
  }
}

// The text of a degree sorts as its rank: D1 < D2 < D3 < D4.
function reaches(degree: Degree, wanted: Degree): boolean {
  return degree >= wanted;
}
