import type { World } from '../handling/world.js';
import { isCounted, type MeetingState } from '../organisation-review/evolve.js';
import type { Asks } from '../people.js';
import { caseStreams, isDone, submissionOf, type CaseStreams } from './done.js';
import { openSteps, type ProcedureState, type StepState } from './evolve.js';
import type { PassId } from './passes.js';
import type { StepName } from './steps.js';

/** One thing that one subject still waits for in one open step ("việc cần làm"), derived and never stored apart from its rule. */
export interface WorkItem {
  readonly caseId: string;
  readonly pass: PassId;
  readonly step: StepName;
  /** Number of the subject in the case that submitted it; 0 for the organisation itself. */
  readonly subject: number;
  /** Id of the subject: a member, or an organisation. */
  readonly subjectId: string;
  readonly asks: Asks;
  /** The organisation whose posts answer for `asks`; for MEMBER the cell. */
  readonly organisation: string;
  /** The member asked, when `asks` is MEMBER. */
  readonly member: string | null;
  readonly dueAt: string | null;
  /** Commands that would move this item on now; which of them depends on what is recorded, never on another step. */
  readonly offers: readonly string[];
  /** What these commands refer to: a meeting, a submission; null where the subject says enough. */
  readonly reference: string | null;
}

/** Work items of a case, for the given subjects or for all: one for each subject whose part of an open step is not recorded. */
export function workItemsOf(caseId: string, world: World, subjects?: readonly number[]): readonly WorkItem[] {
  const state = world.procedure(caseId);
  if (state.opened === null || state.closed) return [];
  const streams = caseStreams(caseId, state.opened, world);
  return openSteps(state)
    .filter((step) => step.asks !== 'NOBODY')
    .flatMap((step) =>
      step.subjects
        .filter((subject) => (subjects === undefined || subjects.includes(subject)) && !isDone(streams, step, subject))
        .map((subject) => itemOf(streams, state, step, subject)),
    );
}

function itemOf(streams: CaseStreams, state: ProcedureState, step: StepState, subject: number): WorkItem {
  const { opened, caseId } = streams;
  const received = state.submissions[step.pass];
  const subjectId =
    received === undefined
      ? (opened.subjects[subject - 1] ?? opened.organisation)
      : (received.ids[received.subjects.indexOf(subject)] ?? '');
  return {
    caseId,
    pass: step.pass,
    step: step.step,
    subject,
    subjectId,
    organisation: opened.organisation,
    member: step.asks === 'MEMBER' ? subjectId : null,
    asks: step.asks,
    dueAt: step.dueAt,
    reference: null,
    ...offerOf(streams, step, subject),
  };
}

type Offer = Pick<WorkItem, 'offers'> & Partial<Pick<WorkItem, 'asks' | 'organisation' | 'reference'>>;

/** What would move the item on, and whom it waits for: from what is recorded of this step alone. */
function offerOf(streams: CaseStreams, { step, pass }: StepState, subject: number): Offer {
  switch (step) {
    case 'SELF_ASSESSMENT':
      return { offers: ['submitSelfAssessments'] };
    case 'RESIDENCE_COMMENT':
      return residenceOffer(streams, pass, subject);
    case 'MEETING':
      return meetingOffer(streams, pass, subject);
    case 'PROPOSAL':
      return { offers: ['closeSubmission'] };
    case 'OWN_CLASS':
      return { offers: ['voteOwnClass'] };
    case 'OPINION':
      return { offers: ['giveOpinion'], reference: pass };
    case 'APPRAISAL':
      return { offers: ['appraise'], reference: pass };
    case 'DECISION':
      return {
        offers: ['decide', 'returnLines', 'putOffLines'],
        reference: submissionOf(streams, pass),
      };
    case 'COLLECTIVE':
      return { offers: ['recordCollectiveReview'] };
    case 'HEAD':
      return { offers: ['recordHeadReview'] };
    case 'PUBLICATION':
      return { offers: ['issueNotices'], reference: pass };
    case 'AWAIT_DECISION':
    case 'AWAIT_CHILDREN':
      return { offers: [] };
  }
}

/** The residence cell writes and its committee confirms; a comment from outside is entered by the member's own cell. */
function residenceOffer({ opened, member }: CaseStreams, pass: PassId, subject: number): Offer {
  const { opened: review, residence } = member(subject);
  const duty = review?.residence;
  const cell = duty?.due === 'REQUIRED' ? duty.cell : null;
  const committee = duty?.due === 'REQUIRED' ? duty.committee : null;
  if (committee === null)
    return {
      offers: ['receiveResidenceComments', 'exemptFromResidenceComment'],
      asks: 'CELL_SECRETARY',
      organisation: opened.organisation,
    };
  if (residence.given === pass)
    return { offers: ['confirmResidenceComments'], asks: 'RESIDENCE_COMMITTEE', organisation: committee };
  if (cell === null) return { offers: ['giveResidenceComments'], asks: 'RESIDENCE_COMMITTEE', organisation: committee };
  return { offers: ['giveResidenceComments'], asks: 'RESIDENCE_SECRETARY', organisation: cell };
}

function meetingOffer({ organisation }: CaseStreams, pass: PassId, subject: number): Offer {
  const hearing = Object.entries(organisation().meetings).find(
    ([, meeting]) =>
      !isCounted(meeting) && meeting.heard.some((line) => line.pass === pass && line.subject === subject),
  );
  if (hearing === undefined) return { offers: ['recordMeeting'] };
  const [reference, meeting] = hearing;
  return { offers: ballotOffers(meeting, subject), reference };
}

/** Whoever does not stand in the second round waits for it with the others. */
function ballotOffers({ tally, confirmed, candidates = [], second }: MeetingState, subject: number): readonly string[] {
  if (tally === null) return ['recordTally'];
  if (!confirmed) return ['confirmTally'];
  if (!candidates.includes(subject)) return [];
  return [second === undefined ? 'recordSecondRound' : 'confirmSecondRound'];
}
