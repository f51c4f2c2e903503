import type { World } from '../handling/world.js';
import type { CaseView, StepView, SubmissionView } from '../ports.js';
import { addAnswers, type Answers } from './answers.js';
import { caseStreams, isAbsent, isDone, type CaseStreams } from './done.js';
import {
  decidedInLaterPasses,
  openSteps,
  type ProcedureState,
  type StepState,
  type SubmissionState,
} from './evolve.js';

/** What the workflow of a case sees: facts and recorded outcomes, of its own case only (rules 17, 20). */
export function viewOf(caseId: string, world: World): CaseView {
  const state = world.procedure(caseId);
  const { opened } = state;
  if (opened === null) throw new Error(`case ${caseId} is not open`);
  const streams = caseStreams(caseId, opened, world);
  return {
    kind: opened.kind,
    cycle: opened.cycle,
    organisation: opened.organisation,
    parent: opened.parent,
    subjects: opened.subjects.length,
    residence: opened.residence,
    children: opened.children,
    openedChildren: state.openedChildren,
    settledChildren: [...new Set([...Object.keys(state.settled), ...state.goOnWithout])],
    closedChildren: state.closedChildren,
    overdueChildren: state.overdueChildren,
    bodies: opened.bodies,
    ownClassDue: opened.ownClassDue,
    decideTogether: opened.decideTogether,
    enteredAfterwards: opened.enteredAfterwards,
    steps: Object.values(state.steps).map((step) => stepView(streams, step)),
    submissions: Object.values(state.submissions).map(submissionView),
    answers: { ...state.answers, ...answersGiven(streams, state) },
    meetingsCalled: state.meetingsCalled,
    decidedLater: decidedInLaterPasses(state),
    settled: state.tellsSettled,
    closing: state.closing,
    closed: state.closed,
  };
}

/** What this case has answered to those who submit to it, while the step is open. */
function answersGiven(streams: CaseStreams, state: ProcedureState): Readonly<Record<string, Answers>> {
  const given = openSteps(state)
    .filter(({ pass }) => state.submissions[pass]?.purpose === 'DECIDE')
    .map(({ pass }) => [pass, addAnswers(streams.organisation().answered[pass], {})] as const);
  return Object.fromEntries(given);
}

/** A closed step shows its outcome alone: what stood before it is never computed again (rule 2). */
function stepView(streams: CaseStreams, state: StepState): StepView {
  const { step, pass, subjects, asks, remindAt, dueAt, reminded, escalated, overdue, goOn, outcome } = state;
  const open = outcome === null;
  return {
    step,
    pass,
    subjects: open ? subjects : [],
    asks,
    remindAt,
    dueAt,
    reminded,
    escalated,
    overdue: overdue !== null || goOn,
    marked: overdue !== null,
    done: open ? subjects.filter((subject) => isDone(streams, state, subject)) : [],
    absent: open ? subjects.filter((subject) => isAbsent(streams, state, subject)) : [],
    outcome,
  };
}

function submissionView({
  submission,
  from,
  pass,
  subjects,
  purpose,
  opinionsDue,
  appraised,
}: SubmissionState): SubmissionView {
  return { submission, from, pass, subjects, purpose, opinionsDue: opinionsDue.length, appraised };
}
