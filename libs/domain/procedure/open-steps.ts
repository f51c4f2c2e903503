import { isRejection, reject, type Rejection } from '../rejection.js';
import type { CaseOpened } from './events.js';
import { openStepFor, stepKey, type ProcedureState, type StepState, type SubmissionState } from './evolve.js';
import type { StepName } from './steps.js';

/** A case that has been opened; refuses unknown and closed ones. */
export function openedCase(state: ProcedureState): CaseOpened | Rejection {
  if (state.opened === null) return reject('NOT_FOUND', { case: state.caseId });
  return state.closed ? reject('CASE_CLOSED', { case: state.caseId }) : state.opened;
}

export interface OpenLine {
  readonly subject: number;
  readonly step: StepState;
}

/** The open step in which a subject stands, found by its id; 0 is the organisation itself. */
export function lineOf(state: ProcedureState, opened: CaseOpened, name: StepName, id: string): OpenLine | Rejection {
  const subject = id === opened.organisation ? 0 : memberOf(opened, id);
  if (isRejection(subject)) return subject;
  const step = openStepFor(state, name, subject);
  return step === null ? reject('STEP_NOT_OPEN', { step: name, subject: id }) : { subject, step };
}

/** The number of a member who is reviewed in the case; whoever is reviewed elsewhere is no matter of it. */
export function memberOf({ subjects }: CaseOpened, id: string): number | Rejection {
  const at = subjects.indexOf(id);
  return at < 0 ? reject('SUBJECT_NOT_IN_CASE', { subject: id }) : at + 1;
}

export interface OpenSubmission {
  readonly key: string;
  readonly step: StepState;
  readonly received: SubmissionState | null;
  readonly pass: string;
}

/** The open step of a submission in the case that decides it; a cell that decides itself has it in its own pass. */
export function submissionStep(state: ProcedureState, name: StepName, submission: string): OpenSubmission | Rejection {
  const own = `${state.caseId}:`;
  const pass = submission.startsWith(own) ? submission.slice(own.length) : submission;
  const step = state.steps[stepKey(pass, name)];
  if (step === undefined || step.outcome !== null) return reject('STEP_NOT_OPEN', { step: name, submission });
  const received = state.submissions[submission] ?? null;
  return { key: submission, step, received, pass: received?.pass ?? pass };
}
