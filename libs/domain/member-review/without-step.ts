import { authorise, holds } from '../handling/authorise.js';
import type { Actor, Context, World } from '../handling/world.js';
import { memberStream, namedByCase } from '../ids.js';
import type { CaseOpened } from '../procedure/events.js';
import { memberOf, openedCase } from '../procedure/open-steps.js';
import { isRejection, reject, type Rejection } from '../rejection.js';
import type { MemberReviewCommand } from './commands.js';
import type { MemberReviewState } from './evolve.js';

/** Whoever may record something about a member without a step that asks for it. */
interface Standpoint {
  readonly world: World;
  readonly context: Pick<Context, 'actor'>;
  readonly opened: CaseOpened;
}

/** What a person may record about a member now though no work item asks for it. */
export function memberOffers(
  world: World,
  caseId: string,
  member: string,
  actor: Actor,
): readonly MemberReviewCommand['type'][] {
  const opened = openedCase(world.procedure(caseId));
  if (isRejection(opened)) return [];
  const standpoint = { world, context: { actor }, opened };
  return [
    ...(correctable(standpoint, member) === null ? (['correctSelfAssessment'] as const) : []),
    ...(waivable(standpoint, member) === null ? (['waiveResidenceComment'] as const) : []),
  ];
}

/** Why a self-assessment may not be corrected now. */
export function correctable({ context, opened, world }: Standpoint, member: string): Rejection | null {
  const subject = memberOf(opened, member);
  if (isRejection(subject)) return subject;
  const review = reviewOf({ world, opened }, member);
  return (
    authorise(context.actor, opened, { asks: 'CELL_SECRETARY', organisation: opened.organisation, member }) ??
    (review.selfAssessment === null ? reject('NOTHING_TO_CORRECT', { subject: member }) : null) ??
    undecided(review, member)
  );
}

/** Why a missing comment may not be waived now: only the committee that decides on the members may (HD 33-HD/BTCTW 2020). */
export function waivable({ context, opened, world }: Standpoint, member: string): Rejection | null {
  const subject = memberOf(opened, member);
  if (isRejection(subject)) return subject;
  const decider = deciderOf(opened);
  if (!holds(context.actor, ['SECRETARY', 'DEPUTY_SECRETARY', 'OFFICE'], [decider]))
    return reject('FORBIDDEN', { organisation: decider });
  return undecided(reviewOf({ world, opened }, member), member);
}

export const deciderOf = ({ bodies }: CaseOpened): string => namedByCase(bodies.membersDecidedBy).organisation;

export function reviewOf({ world, opened }: Pick<Standpoint, 'world' | 'opened'>, member: string): MemberReviewState {
  return world.member(memberStream(opened.cycle, member));
}

const undecided = (review: MemberReviewState, member: string): Rejection | null =>
  review.decided === null ? null : reject('ALREADY_DECIDED', { subject: member });
