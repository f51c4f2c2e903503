import type { CollectiveReviewState } from '../collective-review/events.js';
import type { CycleState } from '../cycle/events.js';
import type { World } from '../handling/world.js';
import { collectiveStream, memberStream, organisationStream, submissionId } from '../ids.js';
import type { MemberReviewState } from '../member-review/evolve.js';
import type { OrganisationReviewState } from '../organisation-review/evolve.js';
import { answeredLines } from './answers.js';
import type { CaseOpened } from './events.js';
import type { StepState } from './evolve.js';
import { STEP_NAMES, type StepName } from './steps.js';

/** The streams of one case, by the numbers of its subjects. */
export interface CaseStreams {
  readonly caseId: string;
  readonly opened: CaseOpened;
  readonly member: (subject: number) => MemberReviewState;
  readonly organisation: () => OrganisationReviewState;
  readonly collective: () => CollectiveReviewState;
  readonly cycle: () => CycleState;
}

export function caseStreams(caseId: string, opened: CaseOpened, world: World): CaseStreams {
  const { cycle, organisation, subjects } = opened;
  return {
    caseId,
    opened,
    member: (subject) => world.member(memberStream(cycle, subjects[subject - 1] ?? '')),
    organisation: () => world.organisation(organisationStream(cycle, organisation)),
    collective: () => world.collective(collectiveStream(cycle, organisation)),
    cycle: () => world.cycle(cycle),
  };
}

/** Whose stream says that a subject's part of a step is recorded; a meeting's stands in its members' and the organisation's. */
export const DONE_IN = {
  SELF_ASSESSMENT: 'MEMBER',
  RESIDENCE_COMMENT: 'MEMBER',
  MEETING: 'MEMBER_AND_ORGANISATION',
  PROPOSAL: 'MEMBER',
  OWN_CLASS: 'ORGANISATION',
  OPINION: 'ORGANISATION',
  APPRAISAL: 'ORGANISATION',
  DECISION: 'ORGANISATION',
  COLLECTIVE: 'COLLECTIVE',
  HEAD: 'COLLECTIVE',
  PUBLICATION: 'CYCLE',
  AWAIT_DECISION: 'NOBODY',
  AWAIT_CHILDREN: 'NOBODY',
} as const satisfies Readonly<Record<StepName, string>>;

/** The steps whose parts are recorded there. */
export const stepsDoneIn = (stream: (typeof DONE_IN)[StepName]): readonly StepName[] =>
  STEP_NAMES.filter((step) => DONE_IN[step] === stream);

/** Whether a subject's part of a step is recorded, in this pass. Facts only: no step is asked about another. */
export function isDone(
  streams: CaseStreams,
  { step, pass }: Pick<StepState, 'step' | 'pass'>,
  subject: number,
): boolean {
  switch (step) {
    case 'SELF_ASSESSMENT':
      return streams.member(subject).selfAssessment?.pass === pass;
    case 'RESIDENCE_COMMENT': {
      const { settled, settledIn } = streams.member(subject).residence;
      return settled !== null && (settledIn === null || settledIn === pass);
    }
    case 'MEETING': {
      const { vote, absentIn } = streams.member(subject);
      return vote?.pass === pass || absentIn.includes(pass);
    }
    case 'PROPOSAL':
      return streams.member(subject).proposed?.pass === pass;
    case 'OWN_CLASS':
      return streams.organisation().ownVote?.pass === pass;
    case 'OPINION':
      return listed(streams.organisation().opinions, pass, subject);
    case 'APPRAISAL':
      return listed(streams.organisation().appraised, pass, subject);
    case 'DECISION':
      return answeredLines(streams.organisation().answered[submissionOf(streams, pass)]).includes(subject);
    case 'COLLECTIVE':
      return streams.collective().collective !== null;
    case 'HEAD':
      return streams.collective().head !== null;
    case 'PUBLICATION':
      return streams.cycle().published.includes(pass);
    case 'AWAIT_DECISION':
    case 'AWAIT_CHILDREN':
      return false;
  }
}

/** A subject who was recorded absent in this pass and not heard since. */
export function isAbsent(
  streams: CaseStreams,
  { step, pass }: Pick<StepState, 'step' | 'pass'>,
  subject: number,
): boolean {
  if (step !== 'MEETING') return false;
  const { vote, absentIn } = streams.member(subject);
  return absentIn.includes(pass) && vote?.pass !== pass;
}

/** The submission that a DECISION answers: its pass, or the case's own pass where a cell decides itself. */
export function submissionOf({ caseId }: CaseStreams, pass: string): string {
  return pass.includes(':') ? pass : submissionId(caseId, pass);
}

function listed(lists: Readonly<Record<string, readonly number[]>>, submission: string, subject: number): boolean {
  return (lists[submission] ?? []).includes(subject);
}
