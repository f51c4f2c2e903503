import type { Check } from '../assessment/evidence.js';
import type { Facts } from '../assessment/facts.js';
import type { SecondVotes } from '../ballot/second-round.js';
import type { LineVotes, Tally } from '../ballot/tally.js';
import type { CeilingCheck } from '../ceiling/ceiling.js';
import type { Degree, Population, QualityClass, UnclassifiedReason } from '../classes.js';
import type { DocumentReference, LineEvent, Reason } from '../member-review/events.js';
import type { ReturnedLine } from '../procedure/events.js';
import type { PassId, Subjects } from '../procedure/passes.js';

export interface MeetingLine {
  readonly subject: number;
  readonly pass: PassId;
}

/** Votes on one member of a meeting, by his number. */
export interface CountedLine {
  readonly subject: number;
  readonly votes: LineVotes;
}

export interface SecondCountedLine {
  readonly subject: number;
  readonly votes: SecondVotes;
}

export interface OwnClassVote {
  readonly degrees: Readonly<Record<string, Degree>>;
  /** Points, their sheet and the results of the year, as of a member; not in schema version 1. */
  readonly points?: number | null;
  readonly scores?: Readonly<Record<string, number>>;
  readonly results?: Facts;
  readonly selfClass: QualityClass;
  readonly tally: Tally;
  readonly votes: LineVotes;
  readonly document: DocumentReference | null;
}

/** The review of one organisation: its meetings and lists, what it decides on others, and its own class. */
export type OrganisationReviewEvent =
  | {
      readonly type: 'OrganisationReviewOpened';
      readonly cycle: string;
      readonly caseId: string;
      readonly organisation: string;
      readonly parentCase: string | null;
      readonly grassroots: boolean;
      readonly cell: boolean;
      /** Organisations that it succeeds; not in schema version 1. */
      readonly predecessors?: readonly string[];
    }
  | { readonly type: 'OrganisationUnclassified'; readonly reason: UnclassifiedReason }
  | {
      readonly type: 'MeetingHeld';
      readonly meeting: string;
      readonly heldOn: string;
      readonly heard: readonly MeetingLine[];
      readonly absent: readonly MeetingLine[];
      readonly convenedOfficial: number;
      readonly presentOfficial: number;
      readonly minutes: DocumentReference | null;
    }
  | {
      readonly type: 'TallyRecorded';
      readonly meeting: string;
      readonly tally: Tally;
      readonly lines: readonly CountedLine[];
    }
  /** `candidates` stand in a second round; left out: none is held, and the votes count. */
  | {
      readonly type: 'TallyConfirmed';
      readonly meeting: string;
      readonly by: 'SECOND_PERSON' | 'SIGNED_MINUTES';
      readonly candidates?: Subjects;
    }
  | {
      readonly type: 'TallyCorrected';
      readonly meeting: string;
      readonly tally: Tally;
      readonly reason: Reason;
      /** Not in schema version 1. */
      readonly lines?: readonly CountedLine[];
      readonly candidates?: Subjects;
    }
  | {
      readonly type: 'SecondRoundRecorded';
      readonly meeting: string;
      readonly tally: Tally;
      readonly lines: readonly SecondCountedLine[];
    }
  | { readonly type: 'SecondRoundConfirmed'; readonly meeting: string; readonly by: 'SECOND_PERSON' | 'SIGNED_MINUTES' }
  | {
      readonly type: 'SecondRoundCorrected';
      readonly meeting: string;
      readonly tally: Tally;
      readonly lines: readonly SecondCountedLine[];
      readonly reason: Reason;
    }
  | {
      readonly type: 'SubmissionClosed';
      readonly pass: PassId;
      readonly lines: readonly { readonly subject: number; readonly class: QualityClass }[];
    }
  | { readonly type: 'ListAppraised'; readonly submission: string; readonly subjects: Subjects }
  | { readonly type: 'OpinionListGiven'; readonly submission: string; readonly subjects: Subjects }
  | {
      readonly type: 'ListDecided';
      readonly submission: string;
      readonly population: Population;
      /** `group`: the like group of the subject, where the rulebook draws any; not in schema version 1. */
      readonly lines: readonly { readonly subject: number; readonly class: QualityClass; readonly group?: string }[];
      readonly ceiling: CeilingCheck;
      /** Those of all groups on the list, where there are any; not in schema version 1. */
      readonly ceilings?: readonly CeilingCheck[];
      readonly justification: Reason | null;
      readonly decisionNumber: string | null;
      readonly decidedOn: string;
      readonly vote: { readonly tally: Tally } | null;
    }
  | {
      readonly type: 'CeilingExceptionGranted';
      readonly population: Population;
      readonly ratio: number;
      readonly grantedBy: string;
      readonly decisionNumber: string;
      readonly decidedOn: string;
      readonly reason: Reason;
    }
  | { readonly type: 'ListReturned'; readonly submission: string; readonly lines: readonly ReturnedLine[] }
  | { readonly type: 'ListPutOff'; readonly submission: string; readonly subjects: Subjects }
  | ({
      readonly type: 'OwnClassVoted';
      readonly pass: PassId;
      readonly voted: QualityClass | null;
      readonly checks: readonly Check[];
    } & OwnClassVote)
  | LineEvent
  /** A member's class was decided after this organisation proposed its own: the line's digest moves with it. */
  | { readonly type: 'MemberDecidedLater'; readonly member: string; readonly class: QualityClass };
