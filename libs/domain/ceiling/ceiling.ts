import { QUALITY_CLASSES, type QualityClass } from '../classes.js';
import type { CeilingRules } from '../rulebook.js';
import type { Source } from '../source.js';
import { divide, fraction } from '../statistics/exact.js';
import { percent } from '../statistics/percent.js';

/** How many stand in each class, within one scope of a ceiling. */
export type Counts = Readonly<Record<QualityClass, number>>;

/** The excellent of one scope against what the rule allows; `rule` and `source` say which rule. */
export interface CeilingCheck {
  /** The like group counted, where the rulebook draws any. */
  readonly group?: string;
  readonly allowed: number;
  readonly measured: number;
  readonly base: number;
  readonly exceeded: boolean;
  readonly rule: Pick<CeilingRules, 'base' | 'scope' | 'rounding' | 'enforcement'> & { readonly ratio: number };
  readonly source: Source;
}

/** One way to read the same counts: texts and practice differ on the base. */
export interface CeilingReading {
  readonly base: CeilingRules['base'];
  readonly measured: number;
  readonly of: number;
  readonly percent: string | null;
  readonly rounding: 'HALF_UP';
}

/** Whether the excellent of a scope are more than its ceiling allows; `exceptionRatio` is one that the authority granted by a decision. */
export function checkCeiling(rules: CeilingRules, counts: Counts, exceptionRatio?: number): CeilingCheck {
  const ratio = grantedRatio(rules, exceptionRatio);
  const base = baseOf(rules.base, counts);
  const share = fraction(ratio);
  const allowed = Number(divide(BigInt(base) * share.numerator, share.denominator, rules.rounding));
  return {
    allowed,
    measured: counts.EXCELLENT,
    base,
    exceeded: counts.EXCELLENT > allowed,
    rule: { ratio, base: rules.base, scope: rules.scope, rounding: rules.rounding, enforcement: rules.enforcement },
    source: rules.source,
  };
}

/** The share of the excellent under each of the three bases, rounded half up. */
export function ceilingReadings(counts: Counts, decimals: number): readonly CeilingReading[] {
  const bases: readonly CeilingRules['base'][] = ['GOOD_ONLY', 'GOOD_AND_ABOVE', 'ALL_CLASSIFIED'];
  return bases.map((base) => {
    const of = baseOf(base, counts);
    return {
      base,
      measured: counts.EXCELLENT,
      of,
      percent: percent(counts.EXCELLENT, of, { decimals, mode: 'HALF_UP' }),
      rounding: 'HALF_UP',
    };
  });
}

/** Classes counted; those without a class are not among them. */
export function countClasses(classes: readonly QualityClass[]): Counts {
  return addClasses({ EXCELLENT: 0, GOOD: 0, COMPLETED: 0, NOT_COMPLETED: 0 }, classes);
}

/** Counts with further classes added. */
export function addClasses(counts: Counts, classes: readonly QualityClass[]): Counts {
  const added = { ...counts };
  for (const one of classes) added[one] += 1;
  return added;
}

function baseOf(base: CeilingRules['base'], counts: Counts): number {
  switch (base) {
    case 'GOOD_ONLY':
      return counts.GOOD;
    case 'GOOD_AND_ABOVE':
      return counts.EXCELLENT + counts.GOOD;
    case 'ALL_CLASSIFIED':
      return QUALITY_CLASSES.reduce((sum, name) => sum + counts[name], 0);
  }
}

// QĐ 366-QĐ/TW, điều 11 §1.5: the exception lifts the ratio, never beyond its own limit and never the base.
function grantedRatio(rules: CeilingRules, exceptionRatio: number | undefined): number {
  if (exceptionRatio === undefined || rules.exceptionRatio === null) return rules.ratio;
  return Math.max(rules.ratio, Math.min(exceptionRatio, rules.exceptionRatio));
}
