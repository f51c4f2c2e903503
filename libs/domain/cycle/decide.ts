import { authorise, holds } from '../handling/authorise.js';
import { isFuture } from '../handling/dates.js';
import { accept } from '../handling/outcome.js';
import type { Actor, Context, Decision, Recorded, World } from '../handling/world.js';
import { cycleCase, cycleStream, procedureStream } from '../ids.js';
import { dueOn } from '../procedure/due.js';
import { openSteps, stepKey, type ProcedureState } from '../procedure/evolve.js';
import { openCycleCase } from '../procedure/opening.js';
import { reject, type Rejection } from '../rejection.js';
import type { CycleCommand } from './commands.js';
import type { CycleEvent, CycleState } from './events.js';

/** Decides what the committee that runs the year records of it. */
export function decideCycle(world: World, command: CycleCommand, context: Context): Decision {
  const id = command.case.slice(cycleCase('').length);
  const state = world.cycle(id);
  if (command.type === 'createCycle') return create(id, state, command, context);
  if (state.created === null) return reject('NOT_FOUND', { cycle: id });
  const refused = maySteer(context, state.created.root);
  if (refused !== null) return refused;
  switch (command.type) {
    case 'openCycle':
      return start(id, state, world, context);
    case 'changeTimetable':
      return changeTimetable(id, world, command, context);
    case 'issueNotices':
      return publish(id, world, command, context);
  }
}

function create(
  id: string,
  state: CycleState,
  command: CycleCommand & { readonly type: 'createCycle' },
  context: Context,
): Decision {
  const { year, root, timetable, enteredAfterwards } = command;
  const { rulebook } = context;
  const created: CycleEvent = {
    type: 'CycleCreated',
    cycle: id,
    year,
    root,
    rulebook: rulebook.id,
    rulebookHash: rulebook.hash,
    timetable,
    enteredAfterwards,
  };
  return (
    maySteer(context, root) ??
    (state.created === null ? null : reject('CYCLE_EXISTS', { cycle: id })) ??
    accept([ofCycle(id, created)], { cycle: id, rulebook: rulebook.id, rulebookHash: rulebook.hash })
  );
}

function start(id: string, { created, started }: CycleState, world: World, { rulebook }: Context): Decision {
  if (started) return reject('CYCLE_STARTED', { cycle: id });
  if (world.registry === null || created === null) throw new Error(`no registry snapshot to open cycle ${id}`);
  const { year, enteredAfterwards } = created;
  return accept(
    [
      ofCycle(id, { type: 'CycleStarted' }),
      ...openCycleCase(world.registry, { cycle: id, year, enteredAfterwards, rulebook }),
    ],
    { case: cycleCase(id) },
  );
}

/** Steps that are open follow the new date, those to come are computed from it. */
function changeTimetable(
  id: string,
  world: World,
  { case: caseId, step, dueOn: date }: CycleCommand & { readonly type: 'changeTimetable' },
  { now, rulebook }: Context,
): Decision {
  const cases = [world.procedure(caseId), ...world.below(caseId)];
  const moved = cases.flatMap((state) =>
    openSteps(state)
      .filter((open) => open.step === step && open.dueAt !== null)
      .map((open): Recorded => {
        const { dueAt, remindAt } = dueOn(date, now, rulebook);
        return ofCase(state, { type: 'TimetableChanged', step, pass: open.pass, dueAt: dueAt ?? '', remindAt });
      }),
  );
  return accept([ofCycle(id, { type: 'CycleTimetableChanged', step, dueOn: date }), ...moved]);
}

function publish(
  id: string,
  world: World,
  { pass, noticeOn, case: caseId }: CycleCommand & { readonly type: 'issueNotices' },
  context: Context,
): Decision {
  const state = world.procedure(caseId);
  const open = state.steps[stepKey(pass, 'PUBLICATION')];
  if (state.opened === null || open === undefined || open.outcome !== null)
    return reject('STEP_NOT_OPEN', { step: 'PUBLICATION', pass });
  const refused = authorise(context.actor, state.opened, { asks: open.asks, organisation: state.opened.organisation });
  if (refused !== null) return refused;
  if (isFuture(noticeOn, context)) return reject('DATE_IN_FUTURE', { noticeOn });
  if (world.cycle(id).published.includes(pass)) return reject('ALREADY_RECORDED', { pass });
  return accept([ofCycle(id, { type: 'Published', pass, noticeOn }, noticeOn)]);
}

/** What a person may do with the whole year now; to publish is a work item. */
export function cycleOffers({ created, started }: CycleState, actor: Actor): readonly CycleCommand['type'][] {
  if (created === null || maySteer({ actor }, created.root) !== null) return [];
  return started ? ['changeTimetable'] : ['openCycle', 'changeTimetable'];
}

function maySteer({ actor }: Pick<Context, 'actor'>, root: string): Rejection | null {
  return holds(actor, ['SECRETARY', 'DEPUTY_SECRETARY', 'ORG_DEPT', 'OFFICE'], [root])
    ? null
    : reject('FORBIDDEN', { organisation: root });
}

function ofCycle(id: string, event: CycleEvent, occurredAt?: string): Recorded {
  const recorded = { stream: cycleStream(id), caseId: cycleCase(id), subject: null, event };
  return occurredAt === undefined ? recorded : { ...recorded, occurredAt };
}

function ofCase(state: ProcedureState, event: Recorded['event']): Recorded {
  return { stream: procedureStream(state.caseId), caseId: state.caseId, subject: null, event };
}
