import type { CollectiveReviewState } from '../../../libs/domain/collective-review/events.js';
import type { CycleState } from '../../../libs/domain/cycle/events.js';
import {
  collectiveStream,
  cycleStream,
  memberStream,
  organisationStream,
  procedureStream,
} from '../../../libs/domain/ids.js';
import type { MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import type { DONE_IN } from '../../../libs/domain/procedure/done.js';
import type { ProcedureState } from '../../../libs/domain/procedure/evolve.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';
import type { Move } from '../../../libs/store/as-of/moves.js';
import type { Source } from './changes.service.js';

const anyOf =
  (parts: readonly string[]) =>
  ({ parts: moved }: Move): boolean =>
    moved.some((part) => parts.includes(part));

export const ofMember = (cycle: string, member: string, ...parts: readonly (keyof MemberReviewState)[]): Source => ({
  stream: memberStream(cycle, member),
  moves: anyOf(parts),
});

export const ofOrganisation = (
  cycle: string,
  organisation: string,
  ...parts: readonly (keyof OrganisationReviewState)[]
): Source => ({ stream: organisationStream(cycle, organisation), moves: anyOf(parts) });

export const ofCollective = (
  cycle: string,
  organisation: string,
  ...parts: readonly (keyof CollectiveReviewState)[]
): Source => ({ stream: collectiveStream(cycle, organisation), moves: anyOf(parts) });

export const ofProcedure = (caseId: string, ...parts: readonly (keyof ProcedureState)[]): Source => ({
  stream: procedureStream(caseId),
  moves: anyOf(parts),
});

export const ofCycle = (cycle: string, ...parts: readonly (keyof CycleState)[]): Source => ({
  stream: cycleStream(cycle),
  moves: anyOf(parts),
});

/** What opens, moves and closes one step of a case. */
export const ofStep = (caseId: string, pass: string, step: string): Source => ({
  stream: procedureStream(caseId),
  moves: ({ event }) =>
    event.type === 'CaseClosed' || ('step' in event && event.step === step && 'pass' in event && event.pass === pass),
});

/** Parts of a member's review that say whether his part of a step is recorded (libs/domain/procedure/done.ts). */
export const PARTS_OF_STEP: Readonly<Partial<Record<StepName, readonly (keyof MemberReviewState)[]>>> = {
  SELF_ASSESSMENT: ['selfAssessment'],
  RESIDENCE_COMMENT: ['residence'],
  MEETING: ['vote', 'absentIn'],
  PROPOSAL: ['proposed'],
} satisfies Record<StepOfMembers, readonly (keyof MemberReviewState)[]>;

type StepOfMembers = { [Step in StepName]: (typeof DONE_IN)[Step] extends `MEMBER${string}` ? Step : never }[StepName];

/** Parts of a member's review behind each of its five classes. */
export const PARTS_OF_CLASS: Readonly<Record<string, readonly (keyof MemberReviewState)[]>> = {
  claimed: ['selfAssessment'],
  voted: ['vote'],
  proposed: ['proposed'],
  advised: ['advice'],
  decided: ['decided'],
};
