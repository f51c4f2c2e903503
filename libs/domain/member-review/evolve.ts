import type { QualityClass, UnclassifiedReason } from '../classes.js';
import type { PassId } from '../procedure/passes.js';
import type { StepName } from '../procedure/steps.js';
import type { ClassDecided, CountedVotes, MemberReviewEvent, MemberReviewOpened, SelfAssessment } from './events.js';

export interface ResidenceState {
  readonly given: PassId | null;
  readonly settled: 'CONFIRMED' | 'RECEIVED' | 'EXEMPT' | 'WAIVED' | 'NOT_APPLICABLE' | null;
  readonly settledIn: PassId | null;
}

export interface MemberReviewState {
  readonly opened: MemberReviewOpened | null;
  readonly unclassified: UnclassifiedReason | null;
  readonly selfAssessment: ({ readonly pass: PassId } & SelfAssessment) | null;
  readonly residence: ResidenceState;
  readonly absentIn: readonly PassId[];
  readonly vote: ({ readonly pass: PassId; readonly meeting: string } & Omit<CountedVotes, 'base'>) | null;
  readonly proposed: { readonly pass: PassId; readonly class: QualityClass } | null;
  readonly advice: { readonly pass: PassId; readonly class: QualityClass } | null;
  readonly opinions: Readonly<Record<string, QualityClass>>;
  readonly decided: Omit<ClassDecided, 'type'> | null;
  readonly returned: { readonly pass: PassId; readonly to: StepName } | null;
  readonly putOff: PassId | null;
}

export const initialMemberReview: MemberReviewState = {
  opened: null,
  unclassified: null,
  selfAssessment: null,
  residence: { given: null, settled: null, settledIn: null },
  absentIn: [],
  vote: null,
  proposed: null,
  advice: null,
  opinions: {},
  decided: null,
  returned: null,
  putOff: null,
};

/** Folds one event into the review of one member. */
export function evolveMemberReview(state: MemberReviewState, event: MemberReviewEvent): MemberReviewState {
  switch (event.type) {
    case 'MemberReviewOpened': {
      const settled = event.residence.due === 'REQUIRED' ? null : event.residence.due;
      return { ...state, opened: event, residence: { given: null, settled, settledIn: null } };
    }
    case 'MemberUnclassified':
      return { ...state, unclassified: event.reason };
    case 'SelfAssessmentSubmitted': {
      const { type: _, ...selfAssessment } = event;
      return { ...state, selfAssessment };
    }
    case 'SelfAssessmentCorrected': {
      const { type: _, reason: __, ...corrected } = event;
      return { ...state, selfAssessment: { pass: state.selfAssessment?.pass ?? 'all', ...corrected } };
    }
    case 'ResidenceCommentGiven':
      return { ...state, residence: { given: event.pass, settled: null, settledIn: null } };
    case 'ResidenceCommentConfirmed':
      return { ...state, residence: { ...state.residence, settled: 'CONFIRMED', settledIn: event.pass } };
    case 'ResidenceCommentReceived':
      return { ...state, residence: { given: event.pass, settled: 'RECEIVED', settledIn: event.pass } };
    case 'ResidenceCommentExempted':
      return { ...state, residence: { ...state.residence, settled: 'EXEMPT', settledIn: event.pass } };
    case 'ResidenceCommentWaived':
      return { ...state, residence: { ...state.residence, settled: 'WAIVED', settledIn: null } };
    case 'MemberAbsent':
      return { ...state, absentIn: [...state.absentIn, event.pass] };
    case 'VotesCounted': {
      const { type: _, base: __, ...vote } = event;
      return { ...state, vote };
    }
    case 'VotesCorrected': {
      if (state.vote === null) return state;
      const { type: _, base: __, reason: ___, ...corrected } = event;
      return { ...state, vote: { pass: state.vote.pass, ...corrected } };
    }
    case 'ClassProposed':
      return { ...state, proposed: { pass: event.pass, class: event.class } };
    case 'ClassAppraised':
      return { ...state, advice: { pass: event.pass, class: event.advice } };
    case 'OpinionGiven':
      return { ...state, opinions: { ...state.opinions, [event.by]: event.advice } };
    case 'ClassDecided': {
      const { type: _, ...decided } = event;
      return { ...state, decided };
    }
    case 'LineReturned':
      return { ...state, returned: { pass: event.pass, to: event.to } };
    case 'LinePutOff':
      return { ...state, putOff: event.pass };
  }
}
