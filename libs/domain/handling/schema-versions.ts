import type { DomainEvent } from './world.js';
import type { RegistryEvent } from '../registry/events.js';

type EventType = (DomainEvent | RegistryEvent)['type'];

/**
 * Event types that are no longer in their first form. A later form only adds fields that may be absent, so that older
 * events are folded as they are and no stored byte is ever rewritten (docs/reference/events.md says what each added).
 */
const LATER_FORMS: Readonly<Partial<Record<EventType, number>>> = {
  ClassDecided: 2,
  ListDecided: 2,
  OrganisationReviewOpened: 2,
  OwnClassVoted: 2,
  SelfAssessmentCorrected: 2,
  SelfAssessmentSubmitted: 2,
  TallyConfirmed: 2,
  TallyCorrected: 2,
  VotesCounted: 2,
  VotesCorrected: 2,
};

/** The form in which an event of this type is recorded now. */
export const schemaVersionOf = (type: EventType): number => LATER_FORMS[type] ?? 1;
