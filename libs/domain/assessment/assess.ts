import { QUALITY_CLASSES, atLeast, type Degree, type QualityClass } from '../classes.js';
import type { Counts } from '../ceiling/ceiling.js';
import type { Json } from '../rejection.js';
import type { AssessmentRules, Source } from '../rulebook.js';
import { automaticChecks } from './automatic.js';
import { conditionChecks } from './conditions.js';

/** What is known of one subject. `facts`: recorded results by name; `shares`: classes of its members or subordinates. */
export interface Evidence {
  readonly degrees?: Readonly<Record<string, Degree>>;
  readonly points?: number;
  readonly facts: Readonly<Record<string, number | boolean>>;
  readonly shares?: Readonly<Partial<Record<'MEMBERS' | 'SUBORDINATES', Counts>>>;
}

/** One rule against one piece of evidence. CONDITION: met is what the class asks; AUTOMATIC: met is what caps the class. */
export interface Check {
  readonly kind: 'CONDITION' | 'AUTOMATIC';
  readonly class: QualityClass;
  /** Id of the criterion, the fact or the automatic rule, `POINTS`, or `SHARE.of.class`. */
  readonly rule: string;
  readonly source: Source;
  /** null: there was nothing to measure. */
  readonly measured: Json;
  readonly threshold: Json;
  readonly met: boolean;
  /** The fact that lifts an automatic rule or leaves it to the authority. */
  readonly exception: string | null;
}

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
