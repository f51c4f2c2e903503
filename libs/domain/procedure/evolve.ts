import { addClasses, countClasses, type Counts } from '../ceiling/ceiling.js';
import type { QualityClass } from '../classes.js';
import { addAnswers, type Answers } from './answers.js';
import type { CaseOpened, ProcedureEvent, StepOpened, StepOutcome } from './events.js';
import { isOwnPass, isPendingPass, type PassId, type Subjects } from './passes.js';
import type { StepName } from './steps.js';

export interface StepState extends Omit<StepOpened, 'type'> {
  readonly reminded: boolean;
  readonly overdue: Subjects | null;
  readonly escalated: boolean;
  /** A person let the step go on without those who are late. */
  readonly goOn: boolean;
  readonly outcome: StepOutcome | null;
}

type SubmissionReceived = Extract<ProcedureEvent, { readonly type: 'SubmissionReceived' }>;

/** A submission as it was received, and what its decider still waits for. */
export interface SubmissionState extends Omit<SubmissionReceived, 'type' | 'opinions'> {
  readonly opinionsDue: readonly string[];
}

/** What has been recorded of one case: facts only, in the order of its events. */
export interface ProcedureState {
  readonly caseId: string;
  readonly opened: CaseOpened | null;
  readonly steps: Readonly<Record<string, StepState>>;
  /** The pass in which each subject stands, by number. */
  readonly standing: Readonly<Record<number, PassId>>;
  readonly answers: Readonly<Record<PassId, Answers>>;
  readonly submissions: Readonly<Record<string, SubmissionState>>;
  readonly openedChildren: readonly string[];
  readonly overdueChildren: readonly string[];
  /** Classes of the members decided so far. */
  readonly classes: Counts;
  /** The case has told its superior that it is settled. */
  readonly tellsSettled: boolean;
  readonly settled: Readonly<Record<string, QualityClass | null>>;
  readonly goOnWithout: readonly string[];
  readonly closedChildren: readonly string[];
  readonly decidedLater: number;
  readonly meetingsCalled: readonly PassId[];
  readonly closing: boolean;
  readonly closed: boolean;
}

export const stepKey = (pass: PassId, step: StepName): string => `${pass}|${step}`;

export const emptyProcedure = (caseId: string): ProcedureState => ({
  caseId,
  opened: null,
  steps: {},
  standing: {},
  answers: {},
  submissions: {},
  openedChildren: [],
  overdueChildren: [],
  classes: countClasses([]),
  tellsSettled: false,
  settled: {},
  goOnWithout: [],
  closedChildren: [],
  decidedLater: 0,
  meetingsCalled: [],
  closing: false,
  closed: false,
});

/** Folds one event into the state of its case. */
export function evolveProcedure(state: ProcedureState, event: ProcedureEvent): ProcedureState {
  switch (event.type) {
    case 'CaseOpened':
      return { ...state, opened: event };
    case 'StepOpened':
      return openedStep(state, event);
    case 'StepReminded':
      return changeStep(state, event, { reminded: true });
    case 'StepOverdue':
      return changeStep(state, event, { overdue: event.subjects });
    case 'StepEscalated':
      return changeStep(state, event, { escalated: true });
    case 'GoOnWithoutLate':
      return changeStep(state, event, { goOn: true });
    case 'StepClosed':
      return changeStep(state, event, { outcome: event.outcome });
    case 'TimetableChanged':
      return changeStep(state, event, { dueAt: event.dueAt, remindAt: event.remindAt, reminded: false });
    case 'SubmissionReceived': {
      const { type: _, opinions, ...received } = event;
      return {
        ...state,
        submissions: { ...state.submissions, [received.submission]: { ...received, opinionsDue: opinions } },
      };
    }
    case 'OpinionSettled': {
      const submission = state.submissions[event.submission];
      if (submission === undefined) return state;
      const opinionsDue = submission.opinionsDue.filter((by) => by !== event.by);
      return { ...state, submissions: { ...state.submissions, [event.submission]: { ...submission, opinionsDue } } };
    }
    case 'ChildOpened':
      return { ...state, openedChildren: [...state.openedChildren, event.child] };
    case 'SettledWithoutClass':
      return { ...state, tellsSettled: true };
    case 'SubmissionOverdue':
      return { ...state, overdueChildren: [...state.overdueChildren, event.from] };
    case 'SubmissionAnswered':
      return answered(state, event);
    case 'ChildSettled':
      return { ...state, settled: { ...state.settled, [event.child]: event.class } };
    case 'ChildClosed':
      return {
        ...state,
        closedChildren: [...state.closedChildren, event.child],
        decidedLater: state.decidedLater + event.decidedLater,
      };
    case 'GoOnWithoutChild':
      return { ...state, goOnWithout: [...state.goOnWithout, event.child] };
    case 'SupplementaryMeetingCalled':
      return { ...state, meetingsCalled: [...state.meetingsCalled, event.pass] };
    case 'ClosingRequested':
      return { ...state, closing: true };
    case 'CaseClosed':
      return { ...state, closed: true };
  }
}

function openedStep(state: ProcedureState, event: StepOpened): ProcedureState {
  const { type: _, ...step } = event;
  const fresh: StepState = { ...step, reminded: false, overdue: null, escalated: false, goOn: false, outcome: null };
  const steps = { ...state.steps, [stepKey(step.pass, step.step)]: fresh };
  // A submission's steps run in the decider's case, on the submitter's numbers: nobody moves here.
  if (step.pass.includes(':')) return { ...state, steps };
  const moved = Object.fromEntries(step.subjects.map((subject) => [subject, step.pass]));
  return { ...state, steps, standing: { ...state.standing, ...moved } };
}

function changeStep(
  state: ProcedureState,
  at: { readonly pass: PassId; readonly step: StepName },
  change: Partial<StepState>,
): ProcedureState {
  const key = stepKey(at.pass, at.step);
  const step = state.steps[key];
  return step === undefined ? state : { ...state, steps: { ...state.steps, [key]: { ...step, ...change } } };
}

function answered(
  state: ProcedureState,
  event: ProcedureEvent & { readonly type: 'SubmissionAnswered' },
): ProcedureState {
  const answers = { ...state.answers, [event.pass]: addAnswers(state.answers[event.pass], event) };
  if (isOwnPass(event.pass)) return { ...state, answers, tellsSettled: state.tellsSettled || event.decided.length > 0 };
  return { ...state, answers, classes: addClasses(state.classes, event.classes) };
}

/** The open step of that name in which the subject stands, or none. */
export function openStepFor(state: ProcedureState, step: StepName, subject: number): StepState | null {
  const pass = state.standing[subject];
  if (pass === undefined) return null;
  const found = state.steps[stepKey(pass, step)];
  return found !== undefined && found.outcome === null && found.subjects.includes(subject) ? found : null;
}

export function openSteps(state: ProcedureState): readonly StepState[] {
  return Object.values(state.steps).filter((step) => step.outcome === null);
}

/** Decisions in late, absent and put-off passes, of the case and of those below that have closed: published in a further pass. */
export function decidedInLaterPasses(state: ProcedureState): number {
  return Object.entries(state.answers)
    .filter(([pass]) => isPendingPass(pass))
    .reduce((sum, [, answers]) => sum + answers.decided.length, state.decidedLater);
}
