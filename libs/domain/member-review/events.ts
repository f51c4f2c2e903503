import type { Check } from '../assessment/evidence.js';
import type { SecondVotes } from '../ballot/second-round.js';
import type { LineVotes } from '../ballot/tally.js';
import type { Degree, QualityClass, UnclassifiedReason } from '../classes.js';
import type { PassId } from '../procedure/passes.js';
import type { StepName } from '../procedure/steps.js';

/** A document kept outside the events: its id and the salted SHA-256 of its text, hex. */
export interface DocumentReference {
  readonly id: string;
  readonly digest: string;
}

/** A paper that a recorder entered: the date it bears and, where photographed, the document. */
export interface PaperReference {
  readonly writtenOn: string;
  readonly document?: DocumentReference;
}

/** What is known of the residence duty when the review opens (QĐ 213-QĐ/TW 2020). */
export type ResidenceDuty =
  | { readonly due: 'REQUIRED'; readonly cell: string | null; readonly committee: string | null }
  | { readonly due: 'NOT_APPLICABLE' }
  | { readonly due: 'EXEMPT'; readonly ground: string };

export interface MemberReviewOpened {
  readonly type: 'MemberReviewOpened';
  readonly cycle: string;
  readonly caseId: string;
  readonly organisation: string;
  readonly member: string;
  /** Number in its case, from 1; null for those who are not reviewed. */
  readonly number: number | null;
  readonly official: boolean;
  readonly residence: ResidenceDuty;
  /** Facts of the registry that the rulebook's automatic results ask for, as of the opening. */
  readonly facts: Readonly<Record<string, number | boolean>>;
}

export interface SelfAssessment {
  readonly degrees: Readonly<Record<string, Degree>>;
  readonly points: number | null;
  /** Points by criterion, where the whole sheet was given; not in schema version 1. */
  readonly scores?: Readonly<Record<string, number>>;
  readonly results: Readonly<Record<string, number | boolean>>;
  readonly ownClass: QualityClass;
  readonly document: DocumentReference | null;
  readonly paper: PaperReference | null;
}

/** What a meeting voted on one member, over all rounds that were held on him. */
export interface CountedVotes {
  readonly votes: LineVotes;
  readonly base: number;
  readonly voted: QualityClass | null;
  readonly tie: boolean;
  /** Of those who stood in a second round; not in schema version 1. */
  readonly second?: { readonly votes: SecondVotes; readonly base: number };
}

/** Why a body decided otherwise than proposed: a code, its wording in a document. */
export interface Reason {
  readonly code: string;
  readonly document?: DocumentReference;
}

export type MemberReviewEvent =
  | MemberReviewOpened
  | { readonly type: 'MemberUnclassified'; readonly reason: UnclassifiedReason }
  | ({ readonly type: 'SelfAssessmentSubmitted'; readonly pass: PassId } & SelfAssessment)
  | ({ readonly type: 'SelfAssessmentCorrected'; readonly reason: Reason } & SelfAssessment)
  | {
      readonly type: 'ResidenceCommentGiven';
      readonly pass: PassId;
      readonly grades: Readonly<Record<string, string>>;
      readonly document: DocumentReference | null;
      readonly frontCommitteeMetOn: string | null;
    }
  | { readonly type: 'ResidenceCommentConfirmed'; readonly pass: PassId }
  | {
      readonly type: 'ResidenceCommentReceived';
      readonly pass: PassId;
      readonly issuer: string;
      readonly number: string;
      readonly issuedOn: string;
      readonly document: DocumentReference | null;
    }
  | { readonly type: 'ResidenceCommentExempted'; readonly pass: PassId; readonly ground: string }
  | { readonly type: 'ResidenceCommentWaived'; readonly reason: Reason }
  | { readonly type: 'MemberAbsent'; readonly pass: PassId; readonly meeting: string; readonly excused: boolean }
  | ({ readonly type: 'VotesCounted'; readonly pass: PassId; readonly meeting: string } & CountedVotes)
  | ({ readonly type: 'VotesCorrected'; readonly meeting: string; readonly reason: Reason } & CountedVotes)
  | LineEvent;

/** What happens to one line of a list, whether a member's or an organisation's own class. */
export type LineEvent =
  | {
      readonly type: 'ClassProposed';
      readonly pass: PassId;
      readonly class: QualityClass;
      readonly reason: Reason | null;
    }
  | {
      readonly type: 'ClassAppraised';
      readonly pass: PassId;
      readonly advice: QualityClass;
      readonly reason: Reason | null;
    }
  | { readonly type: 'OpinionGiven'; readonly pass: PassId; readonly by: string; readonly advice: QualityClass }
  | ClassDecided
  | { readonly type: 'LineReturned'; readonly pass: PassId; readonly to: StepName; readonly reason: Reason }
  | { readonly type: 'LinePutOff'; readonly pass: PassId; readonly reason: Reason };

/** The class of the year, with the digest of what the body had before it. */
export interface ClassDecided {
  readonly type: 'ClassDecided';
  readonly pass: PassId;
  readonly class: QualityClass;
  readonly decidedBy: string;
  readonly digest: string;
  readonly reason: Reason | null;
  /** Checks of the rulebook that spoke otherwise; empty when the class follows from the evidence. */
  readonly unmet: readonly Check[];
  /** The evidence bore out no class, and the body weighed it; not in schema version 1. */
  readonly outcome?: 'NEEDS_AUTHORITY';
  /** Member of the body who kept out of this line, or null. */
  readonly recused: string | null;
  readonly decisionNumber: string | null;
}
