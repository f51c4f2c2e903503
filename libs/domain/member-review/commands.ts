import type { QualityClass } from '../classes.js';
import type { DocumentReference, Reason, SelfAssessment } from './events.js';

/** Commands about members name their case and carry one line per member: one line or four hundred, the rules are the same. */
export type MemberReviewCommand =
  | {
      readonly type: 'submitSelfAssessments';
      readonly case: string;
      readonly lines: readonly ({ readonly member: string } & SelfAssessment)[];
    }
  | {
      readonly type: 'correctSelfAssessment';
      readonly case: string;
      readonly lines: readonly ({ readonly member: string; readonly reason: Reason } & SelfAssessment)[];
    }
  | { readonly type: 'giveResidenceComments'; readonly case: string; readonly lines: readonly ResidenceCommentLine[] }
  | {
      readonly type: 'confirmResidenceComments';
      readonly case: string;
      readonly lines: readonly { readonly member: string }[];
    }
  | { readonly type: 'receiveResidenceComments'; readonly case: string; readonly lines: readonly OutsideCommentLine[] }
  | {
      readonly type: 'exemptFromResidenceComment';
      readonly case: string;
      readonly lines: readonly { readonly member: string; readonly ground: string }[];
    }
  | {
      readonly type: 'waiveResidenceComment';
      readonly case: string;
      readonly lines: readonly { readonly member: string; readonly reason: Reason }[];
    };

export interface ResidenceCommentLine {
  readonly member: string;
  readonly grades: Readonly<Record<string, string>>;
  readonly document: DocumentReference | null;
  readonly frontCommitteeMetOn: string | null;
}

export interface OutsideCommentLine {
  readonly member: string;
  readonly issuer: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly document: DocumentReference | null;
}

/** A class proposed, advised or decided for one subject (a member's id, or the organisation's for its own class). */
export interface ClassLine {
  readonly subject: string;
  readonly class: QualityClass;
  readonly reason: Reason | null;
}
