import type { SecondVotes } from '../ballot/second-round.js';
import type { LineVotes, Tally } from '../ballot/tally.js';
import type { Population, QualityClass } from '../classes.js';
import type { ClassLine } from '../member-review/commands.js';
import type { DocumentReference, Reason } from '../member-review/events.js';
import type { StepName } from '../procedure/steps.js';
import type { OwnClassVote } from './events.js';

export type OrganisationReviewCommand =
  | RecordMeeting
  | RecordTally
  | { readonly type: 'confirmTally'; readonly case: string; readonly meeting: string }
  | {
      readonly type: 'correctTally';
      readonly case: string;
      readonly meeting: string;
      readonly tally: Tally;
      readonly lines: readonly VotesLine[];
      readonly reason: Reason;
    }
  | RecordSecondRound
  | { readonly type: 'confirmSecondRound'; readonly case: string; readonly meeting: string }
  | {
      readonly type: 'correctSecondRound';
      readonly case: string;
      readonly meeting: string;
      readonly tally: Tally;
      readonly lines: readonly SecondVotesLine[];
      readonly reason: Reason;
    }
  | { readonly type: 'closeSubmission'; readonly case: string; readonly lines: readonly ClassLine[] }
  | ({
      readonly type: 'voteOwnClass';
      readonly case: string;
      readonly class: QualityClass;
      readonly reason: Reason | null;
    } & OwnClassVote)
  | {
      readonly type: 'giveOpinion';
      readonly case: string;
      readonly submission: string;
      readonly lines: readonly ClassLine[];
    }
  | {
      readonly type: 'appraise';
      readonly case: string;
      readonly submission: string;
      readonly lines: readonly ClassLine[];
    }
  | Decide
  | {
      readonly type: 'grantCeilingException';
      /** Of the unit whose decisions the ceiling binds. */
      readonly case: string;
      readonly population: Population;
      readonly ratio: number;
      readonly decisionNumber: string;
      readonly decidedOn: string;
      readonly reason: Reason;
    }
  | {
      readonly type: 'returnLines';
      readonly case: string;
      readonly submission: string;
      readonly lines: readonly ({ readonly to: StepName } & AnswerLine)[];
    }
  | {
      readonly type: 'putOffLines';
      readonly case: string;
      readonly submission: string;
      readonly lines: readonly AnswerLine[];
    };

export interface RecordMeeting {
  readonly type: 'recordMeeting';
  readonly case: string;
  readonly meeting: string;
  readonly heldOn: string;
  readonly heard: readonly string[];
  readonly absent: readonly { readonly member: string; readonly excused: boolean }[];
  /** Official members convened, less those whom the rule takes out of the base (QĐ 24-QĐ/TW 2021, mục 9.3.2). */
  readonly convenedOfficial: number;
  readonly presentOfficial: number;
  readonly minutes: DocumentReference | null;
}

export interface VotesLine {
  readonly member: string;
  readonly votes: LineVotes;
}

export interface RecordTally {
  readonly type: 'recordTally';
  readonly case: string;
  readonly meeting: string;
  readonly tally: Tally;
  readonly lines: readonly VotesLine[];
}

export interface SecondVotesLine {
  readonly member: string;
  readonly votes: SecondVotes;
}

/** Where the rulebook holds two rounds: who of the candidates is excellent. */
export interface RecordSecondRound {
  readonly type: 'recordSecondRound';
  readonly case: string;
  readonly meeting: string;
  readonly tally: Tally;
  readonly lines: readonly SecondVotesLine[];
}

/** One line of an answer, with the digest of what the body had before it. */
export interface AnswerLine {
  readonly subject: string;
  readonly digest: string;
  readonly reason: Reason;
}

export interface Decide {
  readonly type: 'decide';
  readonly case: string;
  readonly submission: string;
  readonly decidedOn: string;
  readonly decisionNumber: string | null;
  /** Needed where the body is a cell: the decision is a vote of its own. */
  readonly tally: Tally | null;
  readonly justification: Reason | null;
  readonly lines: readonly {
    readonly subject: string;
    readonly class: QualityClass;
    readonly digest: string;
    readonly reason: Reason | null;
  }[];
}
