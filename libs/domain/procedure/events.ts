import type { QualityClass, UnclassifiedReason } from '../classes.js';
import type { CaseKind } from '../ids.js';
import type { Asks } from '../people.js';
import type { PassId, Subjects } from './passes.js';
import type { StepName } from './steps.js';

/** Whom a case sends its submissions to, frozen when it opens. */
export interface CaseBodies {
  /** Case that decides on the members; the case itself for a cell that decides on its own. */
  readonly membersDecidedBy: string;
  /** Case that decides the organisation's own class; null for the root. */
  readonly organisationDecidedBy: string | null;
  /** Cases strictly between, nearest first: they give an opinion. */
  readonly between: readonly string[];
  /** The same on the way to `organisationDecidedBy`. */
  readonly betweenOrganisation: readonly string[];
  readonly decidesItself: boolean;
  readonly appraises: Asks;
  readonly decides: Asks;
}

export interface ChildCase {
  readonly caseId: string;
  readonly kind: 'COMMITTEE' | 'CELL';
  readonly organisation: string;
}

export interface CaseOpened {
  readonly type: 'CaseOpened';
  readonly kind: CaseKind;
  readonly cycle: string;
  readonly organisation: string;
  readonly parent: string | null;
  /** Organisations above, nearest first: their clerks may record for this case. */
  readonly above: readonly string[];
  /** Ids of the subjects; subject n is the n-th, counted from 1. */
  readonly subjects: readonly string[];
  readonly unclassified: readonly { readonly id: string; readonly reason: UnclassifiedReason }[];
  /** Subjects whose residence comment is due. */
  readonly residence: Subjects;
  readonly children: readonly ChildCase[];
  readonly bodies: CaseBodies;
  /** True when the organisation itself has no class this year (too young). */
  readonly ownClassDue: boolean;
  readonly decideTogether: boolean;
  readonly enteredAfterwards: boolean;
}

/** How a step ended; what further roads hang on (rule 2). */
export interface StepOutcome {
  readonly [group: string]: Subjects | readonly ReturnedLine[] | true;
}
export interface ReturnedLine {
  readonly subject: number;
  readonly to: StepName;
}

export interface StepOpened {
  readonly type: 'StepOpened';
  readonly step: StepName;
  readonly pass: PassId;
  readonly subjects: Subjects;
  readonly asks: Asks;
  readonly remindAt: string | null;
  readonly dueAt: string | null;
  /** Steps to which the lines of this step may go back (a decision's "return"). */
  readonly mayReturnTo: readonly StepName[];
}

export type ProcedureEvent =
  | CaseOpened
  | StepOpened
  | { readonly type: 'StepReminded'; readonly step: StepName; readonly pass: PassId; readonly subjects: Subjects }
  | { readonly type: 'StepOverdue'; readonly step: StepName; readonly pass: PassId; readonly subjects: Subjects }
  | { readonly type: 'StepEscalated'; readonly step: StepName; readonly pass: PassId; readonly to: Asks }
  | { readonly type: 'StepClosed'; readonly step: StepName; readonly pass: PassId; readonly outcome: StepOutcome }
  | {
      readonly type: 'SubmissionReceived';
      readonly submission: string;
      readonly from: string;
      readonly organisation: string;
      /** Case that decides; this case itself when the purpose is DECIDE. */
      readonly decider: string;
      readonly pass: PassId;
      readonly subjects: Subjects;
      /** Ids of the subjects, in the same order: members, or the one organisation. */
      readonly ids: readonly string[];
      /** DECIDE: this case decides; OPINION: it only gives an opinion. */
      readonly purpose: 'DECIDE' | 'OPINION';
      /** Opinions of committees in between that the decider waits for. */
      readonly opinions: readonly string[];
      readonly appraised: boolean;
    }
  | { readonly type: 'OpinionSettled'; readonly submission: string; readonly by: string }
  | { readonly type: 'SubmissionOverdue'; readonly from: string }
  /** In the submitter's case: lines that the decider has answered, cumulative over blocks. */
  | {
      readonly type: 'SubmissionAnswered';
      readonly pass: PassId;
      readonly decided: Subjects;
      /** Classes of those decided, in the same order. */
      readonly classes: readonly QualityClass[];
      readonly returned: readonly ReturnedLine[];
      readonly putOff: Subjects;
    }
  | { readonly type: 'ChildOpened'; readonly child: string }
  | { readonly type: 'ChildSettled'; readonly child: string; readonly class: QualityClass | null }
  /** The case has no class of its own to wait for (the root, a young organisation). */
  | { readonly type: 'SettledWithoutClass' }
  | { readonly type: 'ChildClosed'; readonly child: string; readonly decidedLater: number }
  | { readonly type: 'GoOnWithoutLate'; readonly step: StepName; readonly pass: PassId }
  | { readonly type: 'GoOnWithoutChild'; readonly child: string }
  | { readonly type: 'SupplementaryMeetingCalled'; readonly pass: PassId }
  | {
      readonly type: 'TimetableChanged';
      readonly step: StepName;
      readonly pass: PassId;
      readonly remindAt: string | null;
      readonly dueAt: string;
    }
  | { readonly type: 'ClosingRequested'; readonly reason: string }
  | { readonly type: 'CaseClosed'; readonly decidedLater: number };
