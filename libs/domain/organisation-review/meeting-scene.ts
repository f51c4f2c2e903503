import type { Context, Recorded, World } from '../handling/world.js';
import { memberStream } from '../ids.js';
import type { MemberReviewEvent } from '../member-review/events.js';
import type { CaseOpened } from '../procedure/events.js';
import type { OrganisationReviewEvent } from './events.js';
import type { OrganisationReviewState } from './evolve.js';

/** A cell about whose meeting something is recorded. */
export interface MeetingScene {
  readonly world: World;
  readonly context: Context;
  readonly opened: CaseOpened;
  readonly caseId: string;
  readonly stream: string;
  readonly review: OrganisationReviewState;
}

/** Number of a member in the case; 0 for a stranger. */
export const numberOf = ({ opened }: MeetingScene, member: string): number => opened.subjects.indexOf(member) + 1;
export const memberOf = ({ opened }: MeetingScene, subject: number): string => opened.subjects[subject - 1] ?? '';

export function ofOrganisation(
  { stream, caseId, opened }: MeetingScene,
  event: OrganisationReviewEvent,
  occurredAt?: string,
): Recorded {
  const recorded = { stream, caseId, subject: opened.organisation, event };
  return occurredAt === undefined ? recorded : { ...recorded, occurredAt };
}

export function ofMember({ caseId, opened }: MeetingScene, member: string, event: MemberReviewEvent): Recorded {
  return { stream: memberStream(opened.cycle, member), caseId, subject: member, event };
}
