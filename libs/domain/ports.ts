import type { Asks } from './people.js';
import type { CaseKind } from './ids.js';
import type { CaseBodies, ChildCase, StepOutcome } from './procedure/events.js';
import type { Answers } from './procedure/answers.js';
import type { ProcedureCommand } from './procedure/commands.js';
import type { PassId, Subjects } from './procedure/passes.js';
import type { StepName } from './procedure/steps.js';

/** What a workflow sees of one step of its case. */
export interface StepView {
  readonly step: StepName;
  readonly pass: PassId;
  readonly subjects: Subjects;
  readonly asks: Asks;
  readonly remindAt: string | null;
  readonly dueAt: string | null;
  readonly reminded: boolean;
  readonly escalated: boolean;
  /** `StepOverdue` stands, or a person recorded `GoOnWithoutLate`. */
  readonly overdue: boolean;
  /** The overdue event itself stands (a timer has nothing left to mark). */
  readonly marked: boolean;
  /** Subjects whose part of the step is recorded in this pass. */
  readonly done: Subjects;
  /** MEETING only: of those done, who were absent. */
  readonly absent: Subjects;
  readonly outcome: StepOutcome | null;
}

export interface SubmissionView {
  readonly submission: string;
  readonly from: string;
  readonly pass: PassId;
  readonly subjects: Subjects;
  readonly purpose: 'DECIDE' | 'OPINION';
  /** Committees in between whose opinion is neither given nor overdue. */
  readonly opinionsDue: number;
  readonly appraised: boolean;
}

/** What a workflow sees of its case, folded in the store (at most 16 kB packed, rule 20 of docs/explanation/procedure.md). */
export interface CaseView {
  readonly kind: CaseKind;
  readonly cycle: string;
  readonly organisation: string;
  readonly parent: string | null;
  /** Subjects are 1..subjects; 0 is the organisation itself. */
  readonly subjects: number;
  /** Subjects whose residence comment is due. */
  readonly residence: Subjects;
  readonly children: readonly ChildCase[];
  readonly openedChildren: readonly string[];
  /** Children whose class is decided or who have none, or who were gone on without. */
  readonly settledChildren: readonly string[];
  readonly closedChildren: readonly string[];
  /** Children whose first submission is overdue. */
  readonly overdueChildren: readonly string[];
  readonly bodies: CaseBodies;
  readonly ownClassDue: boolean;
  readonly decideTogether: boolean;
  readonly enteredAfterwards: boolean;
  readonly steps: readonly StepView[];
  readonly submissions: readonly SubmissionView[];
  /** Lines of this case that the decider has answered, by pass (`own` passes too); and what this case has answered to open submissions. */
  readonly answers: Readonly<Record<PassId, Answers>>;
  readonly meetingsCalled: readonly PassId[];
  /** Decisions in late, absent and put-off passes, of this case and those below that have closed. */
  readonly decidedLater: number;
  /** The case has told its superior that it is settled. */
  readonly settled: boolean;
  readonly closing: boolean;
  readonly closed: boolean;
}

/** `view` is packed by `packView`; `version` counts the transactions of the case. */
export interface Look {
  readonly version: number;
  readonly view: string;
}

type Of<Type extends ProcedureCommand['type']> = Omit<Extract<ProcedureCommand, { readonly type: Type }>, 'type'>;

/** What a workflow saw of its case and does not find any more: `seenAt` is when it saw the newer version. */
export interface CaseAhead {
  readonly case: string;
  readonly seen: number;
  readonly found: number;
  readonly seenAt: string;
}

/**
 * What a workflow may ask of the world. Whatever is asked, the answer is the case as it stands then: what records need
 * not be followed by a look. All are idempotent by (case, pass, step, kind).
 */
export interface ProcedureActivities {
  look(caseId: string): Promise<Look>;
  openStep(step: Of<'openStep'>): Promise<Look>;
  /** Records nothing when the case has moved since `seenVersion`. */
  closeStep(step: Of<'closeStep'>): Promise<Look>;
  remind(step: Of<'remind'>): Promise<Look>;
  markOverdue(step: Of<'markOverdue'>): Promise<Look>;
  escalate(step: Of<'escalate'>): Promise<Look>;
  /** Opens each child that is not open yet. */
  openCases(caseId: string, children: readonly string[]): Promise<Look>;
  /** Tells the superior that this case is settled without a class of its own (the root, a young organisation). */
  settle(caseId: string): Promise<Look>;
  /** Notes that the store holds less of a case than was seen of it: it was restored from an older day. */
  tellAhead(ahead: CaseAhead): Promise<void>;
  /** Records nothing when the case has moved since. */
  closeCase(request: Of<'closeCase'>): Promise<Look>;
}

/** Names that API, relay and workflows share. */
export const TASK_QUEUE = 'kiemdiem';
export const CASE_CHANGED = 'caseChanged';
export const WORKFLOW_OF: Readonly<Record<CaseKind, string>> = {
  CYCLE: 'reviewCycle',
  COMMITTEE: 'committeeReview',
  CELL: 'cellReview',
};
/** Argument of every procedure workflow. */
export interface CaseInput {
  readonly caseId: string;
}
