import { accept } from '../handling/outcome.js';
import type { Context, Decision, Recorded, World } from '../handling/world.js';
import { procedureStream, submissionId } from '../ids.js';
import { isRejection, reject } from '../rejection.js';
import type { ProcedureCommand, Submits } from './commands.js';
import { dueDates } from './due.js';
import type { CaseOpened, ProcedureEvent } from './events.js';
import { decidedInLaterPasses, openSteps, stepKey, type ProcedureState, type StepState } from './evolve.js';
import { openReview } from './opening.js';
import { openedCase } from './open-steps.js';
import { ALL, isOwnPass, type PassId } from './passes.js';

/** Decides what a workflow records. A repeat stands as it is; a case that has moved on refuses a closing (rule 6). */
export function decideProcedure(world: World, command: ProcedureCommand, context: Context): Decision {
  if (context.actor.kind !== 'PROCEDURE') return reject('FORBIDDEN', { command: command.type });
  const state = world.procedure(command.case);
  if (state.closed && command.type === 'closeCase') return accept([]);
  const opened = openedCase(state);
  if (isRejection(opened)) return opened;
  switch (command.type) {
    case 'openCase':
      return openChild(world, state, opened, command.child, context);
    case 'settle':
      return settle(state, opened);
    case 'closeCase':
      return closeCase(world, state, opened, command.seenVersion);
    case 'openStep': {
      if (state.steps[stepKey(command.pass, command.step)] !== undefined) return accept([]);
      if (state.closing) return reject('CASE_CLOSING', { case: command.case });
      const { type: _, case: __, ...step } = command;
      const dates = dueDates(step.step, context.now, world.cycle(opened.cycle), context.rulebook, context.calendar);
      return accept([recorded(state, { type: 'StepOpened', ...step, ...dates })]);
    }
    case 'closeStep':
      return closeStep(world, state, opened, command);
    case 'remind':
      return once(state, command, (step) => step.reminded, {
        type: 'StepReminded',
        ...at(command),
        subjects: command.subjects,
      });
    case 'markOverdue':
      return markOverdue(state, opened, command);
    case 'escalate': {
      const to = context.rulebook.procedure.timetable[command.step]?.escalatesTo ?? 'COMMITTEE';
      return once(state, command, (step) => step.escalated, { type: 'StepEscalated', ...at(command), to });
    }
  }
}

type Closing = ProcedureCommand & { readonly type: 'closeStep' };
type AtStep = Extract<ProcedureCommand, { readonly step: unknown }>;

const at = ({ step, pass }: AtStep) => ({ step, pass });

/** An event of an open step that is recorded once; a closed step is left alone. */
function once(
  state: ProcedureState,
  command: AtStep,
  done: (step: StepState) => boolean,
  event: ProcedureEvent,
  further: readonly Recorded[] = [],
): Decision {
  const step = state.steps[stepKey(command.pass, command.step)];
  if (step === undefined) return reject('STEP_NOT_OPEN', { step: command.step, pass: command.pass });
  return step.outcome !== null || done(step) ? accept([]) : accept([recorded(state, event), ...further]);
}

function closeStep(world: World, state: ProcedureState, opened: CaseOpened, command: Closing): Decision {
  const step = state.steps[stepKey(command.pass, command.step)];
  if (step === undefined) return reject('STEP_NOT_OPEN', { step: command.step, pass: command.pass });
  if (step.outcome !== null) return accept([]);
  if (world.version(command.case) !== command.seenVersion) return reject('CASE_MOVED', { seen: command.seenVersion });
  const closed = recorded(state, { type: 'StepClosed', ...at(command), outcome: command.outcome });
  const sent = command.submits === null ? [] : submit(world, state, opened, command.submits);
  return accept([closed, ...sent, ...settledOpinion(state, command.pass)]);
}

/** The subjects go up: to the case that decides, and to those in between for their opinion (rules 11, 14). */
function submit(
  world: World,
  state: ProcedureState,
  opened: CaseOpened,
  { pass, subjects, appraise }: Submits,
): readonly Recorded[] {
  const own = isOwnPass(pass);
  const { bodies } = opened;
  const decider = own ? bodies.organisationDecidedBy : bodies.membersDecidedBy;
  if (decider === null || decider === state.caseId) return [];
  const between = appraise ? (own ? bodies.betweenOrganisation : bodies.between) : [];
  const ids = own ? [opened.organisation] : subjects.map((subject) => opened.subjects[subject - 1] ?? '');
  const sent = {
    type: 'SubmissionReceived',
    submission: submissionId(state.caseId, pass),
    from: state.caseId,
    organisation: opened.organisation,
    decider,
    pass,
    subjects,
    ids,
  } as const;
  // What a body has before it stays as it was received
  if (world.procedure(decider).submissions[sent.submission] !== undefined) return [];
  return [
    to(decider, { ...sent, purpose: 'DECIDE', opinions: between, appraised: !appraise }),
    ...between.map((caseId) => to(caseId, { ...sent, purpose: 'OPINION', opinions: [], appraised: true })),
  ];
}

/** The decider need not wait for this committee's opinion any longer (rule 14). */
function settledOpinion(state: ProcedureState, pass: PassId): readonly Recorded[] {
  const submission = state.submissions[pass];
  if (submission?.purpose !== 'OPINION') return [];
  return [to(submission.decider, { type: 'OpinionSettled', submission: submission.submission, by: state.caseId })];
}

function markOverdue(
  state: ProcedureState,
  opened: CaseOpened,
  command: ProcedureCommand & { readonly type: 'markOverdue' },
): Decision {
  const decider = opened.bodies.membersDecidedBy;
  // "In or overdue" (rule 13): whoever decides all lists together hears that this one will be late.
  const waits = opened.decideTogether && command.pass === ALL && decider !== state.caseId;
  const told = waits ? [to(decider, { type: 'SubmissionOverdue', from: state.caseId })] : [];
  const further = [...told, ...settledOpinion(state, command.pass)];
  return once(
    state,
    command,
    (step) => step.overdue !== null,
    { type: 'StepOverdue', ...at(command), subjects: command.subjects },
    further,
  );
}

function openChild(
  world: World,
  state: ProcedureState,
  opened: CaseOpened,
  child: string,
  { rulebook }: Context,
): Decision {
  if (state.openedChildren.includes(child) || state.closing) return accept([]);
  if (!opened.children.some(({ caseId }) => caseId === child)) return reject('NOT_FOUND', { case: child });
  const snapshot = world.registry;
  const created = world.cycle(opened.cycle).created;
  if (snapshot === null || created === null) throw new Error(`no registry snapshot to open ${child}`);
  const { cycle, year, enteredAfterwards } = created;
  return accept([
    recorded(state, { type: 'ChildOpened', child }),
    ...openReview(snapshot, { cycle, year, enteredAfterwards, parent: state.caseId, rulebook }),
  ]);
}

function settle(state: ProcedureState, opened: CaseOpened): Decision {
  if (state.tellsSettled) return accept([]);
  const told =
    opened.parent === null ? [] : [to(opened.parent, { type: 'ChildSettled', child: state.caseId, class: null })];
  return accept([recorded(state, { type: 'SettledWithoutClass' }), ...told]);
}

function closeCase(world: World, state: ProcedureState, opened: CaseOpened, seenVersion: number): Decision {
  if (world.version(state.caseId) !== seenVersion) return reject('CASE_MOVED', { seen: seenVersion });
  const [open] = openSteps(state);
  if (open !== undefined) return reject('STEP_STILL_OPEN', { step: open.step, pass: open.pass });
  const decidedLater = decidedInLaterPasses(state);
  const told =
    opened.parent === null ? [] : [to(opened.parent, { type: 'ChildClosed', child: state.caseId, decidedLater })];
  return accept([recorded(state, { type: 'CaseClosed', decidedLater }), ...told]);
}

function recorded(state: ProcedureState, event: ProcedureEvent): Recorded {
  return to(state.caseId, event);
}

function to(caseId: string, event: ProcedureEvent): Recorded {
  return { stream: procedureStream(caseId), caseId, subject: null, event };
}
