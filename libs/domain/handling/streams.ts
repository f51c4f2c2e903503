import {
  evolveCollectiveReview,
  initialCollectiveReview,
  type CollectiveReviewEvent,
  type CollectiveReviewState,
} from '../collective-review/events.js';
import { evolveCycle, initialCycle, type CycleEvent, type CycleState } from '../cycle/events.js';
import type { MemberReviewEvent } from '../member-review/events.js';
import { evolveMemberReview, initialMemberReview, type MemberReviewState } from '../member-review/evolve.js';
import type { OrganisationReviewEvent } from '../organisation-review/events.js';
import {
  evolveOrganisationReview,
  initialOrganisationReview,
  type OrganisationReviewState,
} from '../organisation-review/evolve.js';
import type { ProcedureEvent } from '../procedure/events.js';
import { emptyProcedure, evolveProcedure, type ProcedureState } from '../procedure/evolve.js';
import type { DomainEvent } from './world.js';

export type StreamState =
  ProcedureState | MemberReviewState | OrganisationReviewState | CollectiveReviewState | CycleState;

/** The state of a stream before its first event. */
export function initialState(stream: string): StreamState {
  switch (kindOf(stream)) {
    case 'member-review':
      return initialMemberReview;
    case 'organisation-review':
      return initialOrganisationReview;
    case 'collective-review':
      return initialCollectiveReview;
    case 'cycle':
      return initialCycle;
    case 'procedure':
      return emptyProcedure(stream.slice('procedure/'.length));
  }
}

/** Folds one stored event into the state of its stream; which types belong together is the stream's kind. */
export function evolve(stream: string, state: StreamState, event: DomainEvent, recorder: string): StreamState {
  switch (kindOf(stream)) {
    case 'member-review':
      return evolveMemberReview(state as MemberReviewState, event as MemberReviewEvent);
    case 'organisation-review':
      return evolveOrganisationReview(state as OrganisationReviewState, event as OrganisationReviewEvent, recorder);
    case 'collective-review':
      return evolveCollectiveReview(state as CollectiveReviewState, event as CollectiveReviewEvent);
    case 'cycle':
      return evolveCycle(state as CycleState, event as CycleEvent);
    case 'procedure':
      return evolveProcedure(state as ProcedureState, event as ProcedureEvent);
  }
}

const KINDS = ['member-review', 'organisation-review', 'collective-review', 'cycle', 'procedure'] as const;
export type StreamKind = (typeof KINDS)[number];

/** The kind of a stream, the first part of its id. */
export function kindOf(stream: string): StreamKind {
  const found = KINDS.find((kind) => stream.startsWith(`${kind}/`));
  if (found === undefined) throw new Error(`unknown kind of stream: ${stream}`);
  return found;
}
