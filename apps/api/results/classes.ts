import type { MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import type { FiveClasses } from './results.schema.js';

/** The five values of a member's class. */
export function classesOf(state: MemberReviewState): FiveClasses {
  return {
    claimed: state.selfAssessment?.ownClass ?? null,
    voted: state.vote?.voted ?? null,
    proposed: state.proposed?.class ?? null,
    advised: state.advice?.class ?? null,
    decided: state.decided?.class ?? null,
  };
}

/** The same of an organisation's own class. */
export function ownClassesOf(review: OrganisationReviewState): FiveClasses {
  return {
    claimed: review.ownVote?.selfClass ?? null,
    voted: review.ownVote?.voted ?? null,
    proposed: review.proposed?.class ?? null,
    advised: review.advice?.class ?? null,
    decided: review.decided?.class ?? null,
  };
}
