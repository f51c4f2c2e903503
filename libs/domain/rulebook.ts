import type { Applies, AssessmentRules } from './assessment/rules.js';
import type { Population, QualityClass } from './classes.js';
import type { Asks } from './people.js';
import type { StepName } from './procedure/steps.js';
import type { Source, Wording } from './source.js';

/** Who stands in the second round of a ballot on members: all whom the first rates GOOD, or those of them who claim EXCELLENT. */
export interface SecondRoundRules {
  readonly candidates: 'RATED_GOOD' | 'CLAIMED_EXCELLENT';
  /** For how many one voter may say yes; left out: for all. */
  readonly maxYesPerVoter?: number;
  readonly source: Source;
}

export interface BallotRules {
  readonly mode: 'SECRET' | 'OPEN';
  /** 2: members are rated GOOD or lower first, and who is EXCELLENT is asked by a ballot of its own. An organisation's own class takes one. */
  readonly rounds: 1 | 2;
  /** With two rounds; left out: all whom the first rates GOOD stand in the second. */
  readonly secondRound?: SecondRoundRules;
  readonly majorityBase: 'CONVENED_EFFECTIVE' | 'PRESENT' | 'VALID';
  /** What spread votes come to: the lower class that more than half voted for or above; or no class, and the superior decides without one. */
  readonly onNoMajority: 'LOWER_CLASS' | 'REFER_TO_SUPERIOR';
  /** Share of the convened who must be present; null: no quorum beyond the majority base. */
  readonly quorum: number | null;
  readonly source: Source;
}

/** Objects with like post and function that share one ceiling; one that asks for nothing takes whoever is left. */
export interface LikeGroup extends Applies {
  readonly code: string;
  readonly name: Wording;
  /** Organisations of this kind only. */
  readonly kind?: 'COMMITTEE' | 'CELL';
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
  /** Only under LIKE_GROUP; a subject belongs to the first that takes it. */
  readonly likeGroups: readonly LikeGroup[];
  readonly source: Source;
}

/** For which year and where a discipline speaks against a class; left out of a rulebook: where and when it was decided. */
export interface DisciplineRules {
  /** VIOLATION: only when the violation fell into the year; an earlier year is then to be examined anew. */
  readonly countsIn: 'YEAR_OF_DECISION' | 'YEAR_OF_VIOLATION';
  /** False: a violation in another organisation counts for that one alone. */
  readonly countsElsewhere: boolean;
  readonly source: Source;
}

/** What the classes of an earlier rule set mean in this one, for views over years and conditions on the year before. */
export interface Equivalence {
  /** Id of the other rulebook; its local supplements are read alike. */
  readonly rulebook: string;
  readonly members: Readonly<Record<QualityClass, QualityClass>>;
  readonly organisations: Readonly<Record<QualityClass, QualityClass>>;
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
  /** Ids of the rulebooks that it extends, nearest first; no part of the hashed content. */
  readonly lineage?: readonly string[];
  readonly title: Wording;
  readonly documents: readonly {
    readonly number: string;
    readonly issuer: string;
    readonly date: string;
    readonly uncertain?: boolean;
  }[];
  readonly classes: Readonly<Record<QualityClass, Wording>>;
  /** Where those of organisations have names of their own («trong sạch, vững mạnh»). */
  readonly organisationClasses?: Readonly<Record<QualityClass, Wording>>;
  /** What the whole thing is called («phân loại» until 2017); left out: «xếp loại». */
  readonly classification?: Wording;
  readonly eligibility: {
    /** Months since admission below which a member has no class; null: no such rule. */
    readonly minimumMonths: number | null;
    readonly exemptUnclassified: boolean;
    readonly suspendedUnclassified: boolean;
    readonly organisationMinimumMonths: number | null;
    /** True: an organisation is as old as the oldest of those that it succeeds. */
    readonly predecessorsCount?: boolean;
    readonly sources: Readonly<
      Record<'minimumMonths' | 'exemptUnclassified' | 'suspendedUnclassified' | 'organisationMinimumMonths', Source>
    > & { readonly predecessorsCount?: Source };
  };
  readonly assessment: Readonly<Record<Population, AssessmentRules>>;
  readonly discipline?: DisciplineRules;
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
  readonly equivalents?: readonly Equivalence[];
  readonly retentionYears: { readonly years: number; readonly source: Source };
}
