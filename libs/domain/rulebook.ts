import type { Degree, QualityClass, Population } from './classes.js';
import type { Asks } from './people.js';
import type { StepName } from './procedure/steps.js';

/** Words in both languages, Vietnamese first. */
export interface Wording {
  readonly vi: string;
  readonly en: string;
}

/** Where a number or rule comes from; `uncertain` marks what was recalled or derived, not read. */
export interface Source {
  readonly document: string;
  readonly article?: string;
  readonly uncertain?: boolean;
  readonly note?: string;
}

export interface Criterion {
  readonly id: string;
  readonly name: Wording;
  /** TASK: results of the duties; GENERAL: politics, morality, discipline and the like. */
  readonly group: 'TASK' | 'GENERAL';
  /** Graded only where this fact is true (criteria of those who lead). */
  readonly onlyIf?: string;
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

/** One thing that a class asks for, as data that `assess` can test and explain. */
export type Condition =
  /** D1 holds as soon as every criterion has its degree: the class of those who reach no better one. */
  | { readonly kind: 'DEGREES'; readonly of: 'TASK' | 'GENERAL' | 'ALL'; readonly atLeast: Degree }
  | { readonly kind: 'POINTS'; readonly from: number; readonly below?: number }
  /** NOT_APPLICABLE: without the fact nothing is asked (a result as civil servant, of one who is none). */
  | ({ readonly kind: 'RESULT'; readonly whenUnknown: 'NOT_MET' | 'NOT_APPLICABLE' } & FactTest)
  /** Share of the classified; nothing is asked where there are none (a cell has no subordinates). */
  | {
      readonly kind: 'SHARE';
      readonly of: 'MEMBERS' | 'SUBORDINATES';
      readonly inClassOrBetter: QualityClass;
      readonly atLeast: number;
    };

export interface ClassRule {
  readonly class: QualityClass;
  readonly conditions: readonly Condition[];
  readonly source: Source;
}

/** A result that follows from one fact alone (disciplined in the year, concluded degraded …): at most `class`. */
export interface AutomaticRule extends FactTest {
  readonly id: string;
  readonly class: QualityClass;
  /** WEIGH: the authority weighs it (NEEDS_AUTHORITY); APPLY: it applies unless excepted. */
  readonly effect: 'APPLY' | 'WEIGH';
  /** LIFT: with this fact the rule does not apply; WEIGH: the authority weighs it. */
  readonly exceptions: readonly { readonly fact: string; readonly effect: 'LIFT' | 'WEIGH' }[];
  readonly source: Source;
}

export interface AssessmentRules {
  readonly method: 'DEGREES' | 'POINTS';
  readonly criteria: readonly Criterion[];
  readonly classes: readonly ClassRule[];
  readonly automatic: readonly AutomaticRule[];
}

export interface BallotRules {
  readonly mode: 'SECRET' | 'OPEN';
  readonly rounds: 1 | 2;
  readonly majorityBase: 'CONVENED_EFFECTIVE' | 'PRESENT' | 'VALID';
  readonly onNoMajority: 'LOWER_CLASS' | 'REVOTE' | 'REFER_TO_SUPERIOR';
  /** Share of the convened who must be present; null: no quorum beyond the majority base. */
  readonly quorum: number | null;
  readonly source: Source;
}

export interface CeilingRules {
  readonly ratio: number;
  readonly base: 'GOOD_ONLY' | 'GOOD_AND_ABOVE' | 'ALL_CLASSIFIED';
  readonly scope: 'GRASSROOTS_ORG' | 'LIKE_GROUP' | 'DECIDER';
  readonly rounding: 'FLOOR' | 'CEIL' | 'HALF_UP';
  readonly enforcement: 'BLOCK' | 'REQUIRE_JUSTIFICATION' | 'WARN';
  /** Ratio up to which an outstanding unit may be allowed more, of the same base; null: none. */
  readonly exceptionRatio: number | null;
  /** Groups of objects with like post and function; only under LIKE_GROUP. */
  readonly likeGroups: readonly { readonly code: string; readonly name: Wording; readonly source: Source }[];
  readonly source: Source;
}

/** `GRASSROOTS`: the nearest grassroots organisation at or above; `SUPERIOR`: the organisation directly above; `SELF`. */
export type DeciderRule = 'GRASSROOTS' | 'SUPERIOR' | 'SELF';

/** When a step is due, counted from its opening. */
export interface DueRule {
  readonly workingDays: number;
  /** Who hears of it when it is overdue. */
  readonly escalatesTo: Asks;
  readonly source: Source;
}

export type Paper =
  'SELF_REVIEW' | 'RESIDENCE_COMMENT' | 'TALLY_MINUTES' | 'PROPOSAL' | 'COLLECTIVE_REVIEW' | 'HEAD_REVIEW';

export interface PrintedPercent {
  readonly decimals: number;
  readonly mode: 'TRUNCATE' | 'HALF_UP' | 'COMPLEMENT';
  readonly source: Source;
}

/** One rule set at one level of issue, whole (supplements already merged); immutable once a cycle is pinned to it. */
export interface Rulebook {
  readonly id: string;
  /** SHA-256 of the merged content in RFC 8785 form, hex. */
  readonly hash: string;
  readonly title: Wording;
  readonly documents: readonly {
    readonly number: string;
    readonly issuer: string;
    readonly date: string;
    readonly uncertain?: boolean;
  }[];
  readonly classes: Readonly<Record<QualityClass, Wording>>;
  readonly eligibility: {
    /** Months since admission below which a member has no class; null: no such rule. */
    readonly minimumMonths: number | null;
    readonly exemptUnclassified: boolean;
    readonly suspendedUnclassified: boolean;
    readonly organisationMinimumMonths: number | null;
    readonly sources: Readonly<
      Record<'minimumMonths' | 'exemptUnclassified' | 'suspendedUnclassified' | 'organisationMinimumMonths', Source>
    >;
  };
  readonly assessment: Readonly<Record<Population, AssessmentRules>>;
  readonly ballot: BallotRules;
  readonly ceiling: Readonly<Record<Population, CeilingRules>>;
  readonly deciders: {
    readonly members: DeciderRule;
    /** Organisations below the grassroots level, the grassroots level itself, and above. */
    readonly organisations: Readonly<Record<'BELOW_GRASSROOTS' | 'GRASSROOTS' | 'ABOVE_GRASSROOTS', DeciderRule>>;
    /** Who prepares and who decides in an organisation at or below the grassroots level, and in one above. */
    readonly bodies: Readonly<
      Record<'GRASSROOTS' | 'ABOVE_GRASSROOTS', { readonly appraises: Asks; readonly decides: Asks }>
    >;
    readonly source: Source;
  };
  readonly procedure: {
    readonly decideTogether: boolean;
    readonly rootOwnClass: boolean;
    /** Share of the time to `dueAt` after which people are reminded. */
    readonly remindAt: number;
    /** Of `decideTogether`, `rootOwnClass` and `remindAt`. */
    readonly source: Source;
    readonly timetable: Readonly<Partial<Record<StepName, DueRule>>>;
  };
  /** The papers without which no class is decided (I5), a set and not an order; each only where it is due
   * (RESIDENCE_COMMENT: introduced elsewhere and not exempt; COLLECTIVE_REVIEW, HEAD_REVIEW: committees). */
  readonly papers: Readonly<Record<Population, readonly Paper[]>> & { readonly source: Source };
  readonly residence: {
    readonly exemptGrounds: readonly { readonly code: string; readonly name: Wording; readonly source: Source }[];
  };
  readonly statistics: Readonly<Record<Population, PrintedPercent>>;
  readonly retentionYears: { readonly years: number; readonly source: Source };
}
