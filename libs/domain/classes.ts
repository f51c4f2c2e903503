/** The four classes of every rule set since 2014, best first; a rulebook gives each the words of its time. */
export const QUALITY_CLASSES = ['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED'] as const;
export type QualityClass = (typeof QUALITY_CLASSES)[number];

/** Degrees of one criterion: D4 xuất sắc, D3 tốt, D2 trung bình, D1 kém. */
export const DEGREES = ['D4', 'D3', 'D2', 'D1'] as const;
export type Degree = (typeof DEGREES)[number];

/** Why someone is reported without a class. */
export const UNCLASSIFIED_REASONS = [
  'EXEMPT',
  'SUSPENDED',
  'UNDER_6_MONTHS',
  'ORG_UNDER_6_MONTHS',
  'NO_ELIGIBLE_MEMBERS',
  'ABSENT_PENDING',
] as const;
export type UnclassifiedReason = (typeof UNCLASSIFIED_REASONS)[number];

export type Population = 'members' | 'organisations';

/** True when `left` is at least as good as `right`. */
export function atLeast(left: QualityClass, right: QualityClass): boolean {
  return QUALITY_CLASSES.indexOf(left) <= QUALITY_CLASSES.indexOf(right);
}
