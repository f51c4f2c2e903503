import type { Degree, QualityClass } from '../classes.js';
import type { Source, Wording } from '../source.js';

/** Whom a rule is about; without either it is about everyone. */
export interface Applies {
  /** Only those of whom this fact is true (whoever leads, whoever works outside the political system). */
  readonly onlyIf?: string;
  /** Everyone but those of whom this fact is true. */
  readonly unless?: string;
}

export interface Criterion extends Applies {
  readonly id: string;
  readonly name: Wording;
  /** TASK: results of the duties; GENERAL: politics, morality, discipline and the like. */
  readonly group: 'TASK' | 'GENERAL';
  /** Under POINTS: the most points that this criterion can bring. */
  readonly maxPoints?: number;
  readonly source: Source;
}

/** What one recorded fact is compared with; every bound that is given must hold. */
export interface FactTest {
  readonly fact: string;
  readonly is?: boolean;
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly below?: number;
}

/** A share as a decimal, or as a fraction where no decimal is exact: «1/3». */
export type Ratio = number | string;

/** Whose classes a share is taken of: an organisation's members, or the organisations beneath it. */
export type ShareOf = 'MEMBERS' | 'SUBORDINATES';

/** D1 holds as soon as every criterion has its degree: the class of those who reach no better one. */
export interface DegreesCondition {
  readonly kind: 'DEGREES';
  readonly of: 'TASK' | 'GENERAL' | 'ALL';
  readonly atLeast: Degree;
}

export interface PointsCondition {
  readonly kind: 'POINTS';
  readonly from: number;
  readonly below?: number;
}

export interface ResultCondition extends FactTest {
  readonly kind: 'RESULT';
  /** NOT_APPLICABLE: without the fact nothing is asked (a result as civil servant, of one who is none). */
  readonly whenUnknown: 'NOT_MET' | 'NOT_APPLICABLE';
}

/** Share of the classified; nothing is asked where there are none (a cell has no subordinates). */
export interface ShareCondition {
  readonly kind: 'SHARE';
  readonly of: ShareOf;
  readonly inClassOrBetter: QualityClass;
  readonly atLeast: Ratio;
}

/** One thing that a class asks for, as data that `assess` can test and explain. */
export type Condition = Applies & (DegreesCondition | PointsCondition | ResultCondition | ShareCondition);

export interface ClassRule {
  readonly class: QualityClass;
  readonly conditions: readonly Condition[];
  readonly source: Source;
}

/** True when more than `above` of the classified stand in this class or a worse one. */
export interface WorseShareTest {
  readonly of: ShareOf;
  readonly inClassOrWorse: QualityClass;
  readonly above: Ratio;
}

/** A result that follows from one fact or one share alone (disciplined in the year, concluded degraded …): at most `class`. */
export type AutomaticRule = Applies & {
  readonly id: string;
  readonly class: QualityClass;
  /** WEIGH: the authority weighs it (NEEDS_AUTHORITY); APPLY: it applies unless excepted. */
  readonly effect: 'APPLY' | 'WEIGH';
  /** LIFT: with this fact the rule does not apply; WEIGH: the authority weighs it. */
  readonly exceptions: readonly { readonly fact: string; readonly effect: 'LIFT' | 'WEIGH' }[];
  readonly source: Source;
} & (FactTest | { readonly share: WorseShareTest });

export interface AssessmentRules {
  readonly method: 'DEGREES' | 'POINTS';
  readonly criteria: readonly Criterion[];
  readonly classes: readonly ClassRule[];
  readonly automatic: readonly AutomaticRule[];
}
