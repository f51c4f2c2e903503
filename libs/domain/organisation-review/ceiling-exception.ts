import { holds } from '../handling/authorise.js';
import { isFuture } from '../handling/dates.js';
import { accept } from '../handling/outcome.js';
import type { Actor, Context, Decision, World } from '../handling/world.js';
import { namedByCase, organisationStream } from '../ids.js';
import { ANSWERS_FOR, bodyOf } from '../people.js';
import type { CaseOpened } from '../procedure/events.js';
import { openedCase } from '../procedure/open-steps.js';
import { isRejection, reject } from '../rejection.js';
import type { OrganisationReviewCommand } from './commands.js';
import type { OrganisationReviewEvent } from './events.js';

type Grant = Extract<OrganisationReviewCommand, { readonly type: 'grantCeilingException' }>;

/**
 * Decides that an outstanding unit may class more as excellent, up to the rulebook's own limit and of the same base
 * (QĐ 366-QĐ/TW, điều 11 §1.5): granted by whoever decides on the unit, by a decision of its own with a reason.
 */
export function decideCeilingException(world: World, command: Grant, context: Context): Decision {
  const opened = openedCase(world.procedure(command.case));
  if (isRejection(opened)) return opened;
  const { organisation, cycle } = opened;
  const authority = authorityOver(opened);
  if (!mayGrant(opened, context.actor)) return reject('FORBIDDEN', { organisation: authority });
  const { population, ratio, decisionNumber, decidedOn, reason } = command;
  const rules = context.rulebook.ceiling[population];
  if (rules.exceptionRatio === null) return reject('CEILING_EXCEPTION_UNKNOWN', { population });
  if (ratio < rules.ratio || ratio > rules.exceptionRatio)
    return reject('CEILING_EXCEPTION_OUT_OF_RANGE', { ratio, least: rules.ratio, most: rules.exceptionRatio });
  if (isFuture(decidedOn, context)) return reject('DATE_IN_FUTURE', { decidedOn });
  const event: OrganisationReviewEvent = {
    type: 'CeilingExceptionGranted',
    population,
    ratio,
    grantedBy: authority,
    decisionNumber,
    decidedOn,
    reason,
  };
  const stream = organisationStream(cycle, organisation);
  const by = bodyOf('STANDING_COMMITTEE', authority);
  return accept([{ stream, caseId: command.case, subject: organisation, event, by, occurredAt: decidedOn }]);
}

/** Whether a person may grant the unit more now, as far as the rulebook knows such exceptions. */
export function exceptionOffers(
  world: World,
  caseId: string,
  { actor, rulebook }: Pick<Context, 'actor' | 'rulebook'>,
): readonly Grant['type'][] {
  const opened = openedCase(world.procedure(caseId));
  const known = Object.values(rulebook.ceiling).some(({ exceptionRatio }) => exceptionRatio !== null);
  return !isRejection(opened) && known && mayGrant(opened, actor) ? ['grantCeilingException'] : [];
}

const authorityOver = ({ bodies: { organisationDecidedBy: above }, organisation }: CaseOpened): string =>
  above === null ? organisation : namedByCase(above).organisation;

const mayGrant = (opened: CaseOpened, actor: Actor): boolean =>
  holds(actor, ANSWERS_FOR.STANDING_COMMITTEE, [authorityOver(opened)]);
