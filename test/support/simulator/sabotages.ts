import { decide } from '../../../libs/domain/handling/handle.js';
import { isRejection } from '../../../libs/domain/rejection.js';

/** Rules with one thing broken in each: what the simulator must notice within few commands. */
export const SABOTAGES: Readonly<Record<string, typeof decide>> = {
  'no-papers': (world, command, context) =>
    decide(world, command, {
      ...context,
      rulebook: { ...context.rulebook, papers: { ...context.rulebook.papers, members: [], organisations: [] } },
    }),
  'no-ceiling': (world, command, context) => {
    const { members, organisations } = context.rulebook.ceiling;
    const ceiling = {
      members: { ...members, enforcement: 'WARN' as const },
      organisations: { ...organisations, enforcement: 'WARN' as const },
    };
    return decide(world, command, { ...context, rulebook: { ...context.rulebook, ceiling } });
  },
  'blind-closing': (world, command, context) =>
    decide(command.type === 'closeStep' ? { ...world, version: () => command.seenVersion } : world, command, context),
  'no-second-person': (world, command, context) =>
    decide(
      world,
      command,
      command.type === 'confirmTally' && context.actor.kind === 'PERSON'
        ? { ...context, actor: { ...context.actor, person: 'somebody-else' } }
        : context,
    ),
  'nobody-is-told': (world, command, context) => {
    const decision = decide(world, command, context);
    if (isRejection(decision)) return decision;
    return { ...decision, events: decision.events.filter(({ event }) => event.type !== 'SubmissionAnswered') };
  },
};
