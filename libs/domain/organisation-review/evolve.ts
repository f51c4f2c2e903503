import type { Facts } from '../assessment/facts.js';
import type { Tally } from '../ballot/tally.js';
import { addClasses, countClasses, type Counts } from '../ceiling/ceiling.js';
import type { Degree, Population, QualityClass, UnclassifiedReason } from '../classes.js';
import type { ClassDecided } from '../member-review/events.js';
import { addAnswers, type Answers } from '../procedure/answers.js';
import type { PassId, Subjects } from '../procedure/passes.js';
import type { StepName } from '../procedure/steps.js';
import type { CountedLine, MeetingLine, OrganisationReviewEvent, SecondCountedLine } from './events.js';

/** One ballot of a meeting, as far as it is recorded. */
export interface BallotState<Line> {
  readonly tally: Tally | null;
  readonly lines: readonly Line[];
  readonly recordedBy: string | null;
  readonly confirmed: boolean;
}

/** A meeting and its ballot, the first round where there are two. */
export interface MeetingState extends BallotState<CountedLine> {
  readonly heldOn: string;
  readonly heard: readonly MeetingLine[];
  readonly absent: readonly MeetingLine[];
  readonly convenedOfficial: number;
  readonly presentOfficial: number;
  readonly signedMinutes: boolean;
  /** Who stands in the second round; left out: none is held. */
  readonly candidates?: Subjects;
  readonly second?: BallotState<SecondCountedLine>;
}

/** A meeting whose ballots are all confirmed. */
export function isCounted({ confirmed, candidates = [], second }: MeetingState): boolean {
  return confirmed && (candidates.length === 0 || second?.confirmed === true);
}

export interface CeilingException {
  readonly ratio: number;
  readonly grantedBy: string;
  readonly decisionNumber: string;
}

export interface OrganisationReviewState {
  readonly opened: (OrganisationReviewEvent & { readonly type: 'OrganisationReviewOpened' }) | null;
  readonly unclassified: UnclassifiedReason | null;
  readonly meetings: Readonly<Record<string, MeetingState>>;
  /** Who closed the list of a pass: he may not decide it alone. */
  readonly submitted: Readonly<Record<PassId, { readonly by: string; readonly subjects: Subjects }>>;
  readonly appraised: Readonly<Record<string, Subjects>>;
  readonly opinions: Readonly<Record<string, Subjects>>;
  /** Lines of each submission that this organisation has decided, returned or put off. */
  readonly answered: Readonly<Record<string, Answers>>;
  /** What this organisation has decided so far: the base of its ceiling. */
  readonly decidedCounts: Readonly<Record<Population, Counts>>;
  /** The same by like group, where the rulebook draws any. */
  readonly decidedInGroups?: Readonly<Partial<Record<Population, Readonly<Record<string, Counts>>>>>;
  /** A higher ceiling that the superior has granted this organisation's decisions. */
  readonly ceilingExceptions?: Readonly<Partial<Record<Population, CeilingException>>>;
  readonly ownVote: {
    readonly pass: PassId;
    readonly degrees: Readonly<Record<string, Degree>>;
    readonly points?: number | null;
    readonly scores?: Readonly<Record<string, number>>;
    readonly results?: Facts;
    readonly selfClass: QualityClass;
    readonly voted: QualityClass | null;
  } | null;
  readonly proposed: { readonly pass: PassId; readonly class: QualityClass } | null;
  readonly advice: { readonly pass: PassId; readonly class: QualityClass } | null;
  readonly decided: Omit<ClassDecided, 'type'> | null;
  readonly returned: { readonly pass: PassId; readonly to: StepName } | null;
  readonly putOff: PassId | null;
  /** Members decided after the organisation's own class was. */
  readonly overtaken: readonly string[];
}

const NONE = countClasses([]);

export const initialOrganisationReview: OrganisationReviewState = {
  opened: null,
  unclassified: null,
  meetings: {},
  submitted: {},
  appraised: {},
  opinions: {},
  answered: {},
  decidedCounts: { members: NONE, organisations: NONE },
  ownVote: null,
  proposed: null,
  advice: null,
  decided: null,
  returned: null,
  putOff: null,
  overtaken: [],
};

/** Folds one event into the review of one organisation; `recorder` is who entered it. */
export function evolveOrganisationReview(
  state: OrganisationReviewState,
  event: OrganisationReviewEvent,
  recorder: string,
): OrganisationReviewState {
  switch (event.type) {
    case 'OrganisationReviewOpened':
      return { ...state, opened: event };
    case 'OrganisationUnclassified':
      return { ...state, unclassified: event.reason };
    case 'MeetingHeld': {
      const { heldOn, heard, absent, convenedOfficial, presentOfficial, minutes } = event;
      const meeting: MeetingState = {
        heldOn,
        heard,
        absent,
        convenedOfficial,
        presentOfficial,
        signedMinutes: minutes !== null,
        tally: null,
        lines: [],
        recordedBy: null,
        confirmed: false,
      };
      return { ...state, meetings: { ...state.meetings, [event.meeting]: meeting } };
    }
    case 'TallyRecorded':
      return changeMeeting(state, event.meeting, { tally: event.tally, lines: event.lines, recordedBy: recorder });
    case 'TallyConfirmed':
      return changeMeeting(state, event.meeting, { confirmed: true, ...standing(event.candidates) });
    case 'TallyCorrected':
      return changeMeeting(state, event.meeting, {
        tally: event.tally,
        ...(event.lines === undefined ? {} : { lines: event.lines }),
        ...standing(event.candidates),
      });
    case 'SecondRoundRecorded': {
      const { tally, lines } = event;
      return changeMeeting(state, event.meeting, { second: { tally, lines, recordedBy: recorder, confirmed: false } });
    }
    case 'SecondRoundConfirmed':
      return changeSecondRound(state, event.meeting, { confirmed: true });
    case 'SecondRoundCorrected':
      return changeSecondRound(state, event.meeting, { tally: event.tally, lines: event.lines });
    case 'SubmissionClosed':
      return {
        ...state,
        submitted: {
          ...state.submitted,
          [event.pass]: { by: recorder, subjects: event.lines.map((line) => line.subject) },
        },
      };
    case 'ListAppraised':
      return {
        ...state,
        appraised: {
          ...state.appraised,
          [event.submission]: [...(state.appraised[event.submission] ?? []), ...event.subjects],
        },
      };
    case 'OpinionListGiven':
      return {
        ...state,
        opinions: {
          ...state.opinions,
          [event.submission]: [...(state.opinions[event.submission] ?? []), ...event.subjects],
        },
      };
    case 'ListReturned':
      return answer(state, event.submission, { returned: event.lines });
    case 'ListPutOff':
      return answer(state, event.submission, { putOff: event.subjects });
    case 'ListDecided': {
      const counts = addClasses(
        state.decidedCounts[event.population],
        event.lines.map((line) => line.class),
      );
      const decidedCounts = { ...state.decidedCounts, [event.population]: counts };
      return {
        ...answer(state, event.submission, { decided: event.lines.map((line) => line.subject) }),
        decidedCounts,
        ...inGroups(state, event),
      };
    }
    case 'CeilingExceptionGranted': {
      const { population, ratio, grantedBy, decisionNumber } = event;
      const granted = { [population]: { ratio, grantedBy, decisionNumber } };
      return { ...state, ceilingExceptions: { ...state.ceilingExceptions, ...granted } };
    }
    case 'OwnClassVoted': {
      const { type: _, checks: __, tally: ___, votes: ____, document: _____, ...ownVote } = event;
      return { ...state, ownVote };
    }
    case 'ClassProposed':
      return { ...state, proposed: { pass: event.pass, class: event.class } };
    case 'ClassAppraised':
      return { ...state, advice: { pass: event.pass, class: event.advice } };
    case 'OpinionGiven':
      return state;
    case 'ClassDecided': {
      const { type: _, ...decided } = event;
      return { ...state, decided };
    }
    case 'LineReturned':
      return { ...state, returned: { pass: event.pass, to: event.to } };
    case 'LinePutOff':
      return { ...state, putOff: event.pass };
    case 'MemberDecidedLater':
      // Before its class is decided the line shows it; after, it is a finding.
      return state.decided === null ? state : { ...state, overtaken: [...state.overtaken, event.member] };
  }
}

type ListDecided = OrganisationReviewEvent & { readonly type: 'ListDecided' };

function inGroups(
  { decidedInGroups }: OrganisationReviewState,
  { population, lines }: ListDecided,
): Pick<OrganisationReviewState, 'decidedInGroups'> {
  const groups = { ...decidedInGroups?.[population] };
  for (const { group, class: decided } of lines)
    if (group !== undefined) groups[group] = addClasses(groups[group] ?? NONE, [decided]);
  return Object.keys(groups).length === 0 ? {} : { decidedInGroups: { ...decidedInGroups, [population]: groups } };
}

function answer(state: OrganisationReviewState, submission: string, change: Partial<Answers>): OrganisationReviewState {
  const answered = addAnswers(state.answered[submission], change);
  return { ...state, answered: { ...state.answered, [submission]: answered } };
}

const standing = (candidates: Subjects | undefined): Pick<MeetingState, 'candidates'> =>
  candidates === undefined ? {} : { candidates };

function changeSecondRound(
  state: OrganisationReviewState,
  meeting: string,
  change: Partial<BallotState<SecondCountedLine>>,
): OrganisationReviewState {
  const second = state.meetings[meeting]?.second;
  return second === undefined ? state : changeMeeting(state, meeting, { second: { ...second, ...change } });
}

function changeMeeting(
  state: OrganisationReviewState,
  meeting: string,
  change: Partial<MeetingState>,
): OrganisationReviewState {
  const before = state.meetings[meeting];
  return before === undefined
    ? state
    : { ...state, meetings: { ...state.meetings, [meeting]: { ...before, ...change } } };
}
