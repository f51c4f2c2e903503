import { QUALITY_CLASSES, atLeast, type QualityClass } from '../classes.js';
import { automaticChecks } from './automatic.js';
import { conditionChecks } from './conditions.js';
import type { Check, Evidence } from './evidence.js';
import type { AssessmentRules } from './rules.js';

export interface AssessmentResult {
  readonly outcome: QualityClass | 'NEEDS_AUTHORITY';
  readonly checks: readonly Check[];
}

/** The class that the evidence bears out, with every rule that was looked at on the way down. */
export function assess(rules: AssessmentRules, evidence: Evidence): AssessmentResult {
  const automatic = automaticChecks(rules.automatic, evidence);
  const graded = grade(rules, evidence);
  const checks = [...automatic.checks, ...graded.checks];
  if (automatic.cap === 'NOT_COMPLETED') return { outcome: 'NOT_COMPLETED', checks };
  if (automatic.weighed || graded.class === null) return { outcome: 'NEEDS_AUTHORITY', checks };
  return { outcome: lower(graded.class, automatic.cap), checks };
}

/** What stood between a subject and a class. */
export function missingFor(result: AssessmentResult, wanted: QualityClass): readonly Check[] {
  return result.checks.filter((check) =>
    check.kind === 'CONDITION' ? check.class === wanted && !check.met : check.met && !atLeast(check.class, wanted),
  );
}

function grade(
  rules: AssessmentRules,
  evidence: Evidence,
): { readonly class: QualityClass | null; readonly checks: readonly Check[] } {
  const checks: Check[] = [];
  for (const name of QUALITY_CLASSES) {
    const rule = rules.classes.find((one) => one.class === name);
    if (rule === undefined) continue;
    const own = rule.conditions.flatMap((condition) => conditionChecks(rules, rule, condition, evidence));
    checks.push(...own);
    if (own.length > 0 && own.every((check) => check.met)) return { class: name, checks };
  }
  return { class: null, checks };
}

function lower(left: QualityClass, right: QualityClass | null): QualityClass {
  return right === null || atLeast(right, left) ? left : right;
}
