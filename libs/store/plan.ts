import { planOf } from '../domain/handling/handle.js';
import type { Command, Plan } from '../domain/handling/world.js';
import { procedureStream } from '../domain/ids.js';
import type { ProcedureState } from '../domain/procedure/evolve.js';
import { streamsOfCase } from './append/work-item-change.js';
import type { Loaded } from './loaded.js';
import type { StateCache } from './state-cache.js';

/** The plan of a command, with the streams that its work items follow from. */
export type CommandPlan = Plan;

export async function planFor(command: Command, peek: StateCache['case']): Promise<CommandPlan> {
  const plan = await planOf(command, peek);
  if (command.type !== 'openStep') return plan;
  const streams = [...plan.streams, ...streamsOfCase(await peek(command.case))];
  return { ...plan, streams: [...new Set(streams)], membersOf: [command.case] };
}

/** Whether the plan, made without locks, holds for what was found under them. */
export async function withinPlan(
  command: Command,
  plan: CommandPlan,
  loaded: Loaded,
  states: StateCache,
): Promise<boolean> {
  const found = (caseId: string): ProcedureState | undefined =>
    loaded.streams.get(procedureStream(caseId))?.state as ProcedureState | undefined;
  const now = await planFor(command, async (caseId) => found(caseId) ?? states.case(caseId));
  return (
    covers(plan.cases, now.cases) &&
    covers(plan.streams, now.streams) &&
    covers(plan.membersOf, now.membersOf) &&
    plan.below === now.below
  );
}

function covers(planned: readonly string[], needed: readonly string[]): boolean {
  const set = new Set(planned);
  return needed.every((each) => set.has(each));
}
