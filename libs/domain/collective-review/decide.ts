import { authorise } from '../handling/authorise.js';
import { isFuture } from '../handling/dates.js';
import { accept, actedBy } from '../handling/outcome.js';
import type { Context, Decision, World } from '../handling/world.js';
import { collectiveStream } from '../ids.js';
import { lineOf, openedCase } from '../procedure/open-steps.js';
import { bodyOf } from '../people.js';
import { isRejection, reject } from '../rejection.js';
import type { CollectiveReviewCommand } from './commands.js';
import type { CollectiveReviewEvent } from './events.js';

/** Decides what a leadership collective records of itself and of its head. */
export function decideCollectiveReview(world: World, command: CollectiveReviewCommand, context: Context): Decision {
  const procedure = world.procedure(command.case);
  const opened = openedCase(procedure);
  if (isRejection(opened)) return opened;
  const line = lineOf(
    procedure,
    opened,
    command.type === 'recordHeadReview' ? 'HEAD' : 'COLLECTIVE',
    opened.organisation,
  );
  if (isRejection(line)) return line;
  const refused = authorise(context.actor, opened, {
    asks: 'LEADERSHIP_COLLECTIVE',
    organisation: opened.organisation,
  });
  if (refused !== null) return refused;
  const stream = collectiveStream(opened.cycle, opened.organisation);
  const { collective, head } = world.collective(stream);
  const recorded = command.type === 'recordHeadReview' ? head : collective;
  if (recorded !== null) return reject('ALREADY_RECORDED', { subject: opened.organisation });
  if (isFuture(command.heldOn, context)) return reject('DATE_IN_FUTURE', { heldOn: command.heldOn });
  return actedBy(
    bodyOf('LEADERSHIP_COLLECTIVE', opened.organisation),
    accept([
      {
        stream,
        caseId: command.case,
        subject: opened.organisation,
        event: eventOf(command),
        occurredAt: command.heldOn,
      },
    ]),
  );
}

function eventOf(command: CollectiveReviewCommand): CollectiveReviewEvent {
  const { case: _, ...facts } = command;
  return facts.type === 'recordHeadReview'
    ? { ...facts, type: 'HeadReviewed' }
    : { ...facts, type: 'CollectiveReviewed' };
}
