import type { ProcedureEvent } from '../../../libs/domain/procedure/events.js';
import { stepKey } from '../../../libs/domain/procedure/evolve.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';
import type { ChainedEvent } from '../../../libs/store/append/chain.js';
import { readAnswer, readDecided, readTally } from './history-decisions.js';
import { readProcedure } from './history-procedure.js';
import { caseOf, isOpen, numberOf, papersOf, type Case } from './seen-case.js';
import type { SimulatedStore } from './store.js';

/** Of these only a workflow is the author. */
const BY_PROCEDURE: readonly string[] = [
  'StepOpened',
  'StepClosed',
  'StepReminded',
  'StepOverdue',
  'StepEscalated',
  'ChildOpened',
  'CaseClosed',
  'SubmissionReceived',
  'OpinionSettled',
  'SubmissionOverdue',
  'SettledWithoutClass',
  'ChildClosed',
];
/** Of these it never is. */
const BY_PEOPLE: readonly string[] = [
  'SelfAssessmentSubmitted',
  'ResidenceCommentConfirmed',
  'MeetingHeld',
  'TallyRecorded',
  'TallyConfirmed',
  'VotesCounted',
  'ClassProposed',
  'SubmissionClosed',
  'ClassAppraised',
  'ListDecided',
  'ClassDecided',
  'LineReturned',
  'LinePutOff',
  'OwnClassVoted',
  'Published',
];

/** The step that must stand open, in the event's own case and pass, for its subject. */
const NEEDS: Readonly<Record<string, StepName>> = {
  SelfAssessmentSubmitted: 'SELF_ASSESSMENT',
  ResidenceCommentGiven: 'RESIDENCE_COMMENT',
  ResidenceCommentConfirmed: 'RESIDENCE_COMMENT',
  ResidenceCommentReceived: 'RESIDENCE_COMMENT',
  ResidenceCommentExempted: 'RESIDENCE_COMMENT',
  MemberAbsent: 'MEETING',
  VotesCounted: 'MEETING',
  OwnClassVoted: 'OWN_CLASS',
};

/** Papers that an event leaves with its subject. */
const PAPERS: Readonly<Record<string, string>> = {
  SelfAssessmentSubmitted: 'SELF_REVIEW',
  ResidenceCommentConfirmed: 'RESIDENCE_COMMENT',
  ResidenceCommentReceived: 'RESIDENCE_COMMENT',
  ResidenceCommentExempted: 'RESIDENCE_COMMENT',
  ResidenceCommentWaived: 'RESIDENCE_COMMENT',
  VotesCounted: 'TALLY_MINUTES',
  OwnClassVoted: 'TALLY_MINUTES',
  ClassProposed: 'PROPOSAL',
  CollectiveReviewed: 'COLLECTIVE_REVIEW',
  HeadReviewed: 'HEAD_REVIEW',
};

/** Reads all events in the order of recording, as an auditor who has nothing else, and says what should not stand there; `honest`: it
 * was a procedure that recorded the steps. */
export function* readHistory(store: SimulatedStore, honest: boolean): Generator<string> {
  const cases = new Map<string, Case>();
  for (const event of store.events) {
    const data = JSON.parse(event.data) as Record<string, unknown>;
    const at = caseOf(cases, event.caseId);
    const wrong = read(store, cases, at, event, data, honest);
    if (wrong !== null) yield `${wrong}: ${event.type} ${event.data} in ${event.caseId}, by ${event.recorder}`;
  }
}

function read(
  store: SimulatedStore,
  cases: Map<string, Case>,
  at: Case,
  event: ChainedEvent,
  data: Record<string, unknown>,
  honest: boolean,
): string | null {
  const { type, recorder } = event;
  if (
    BY_PROCEDURE.includes(type) !== (recorder === 'procedure') &&
    (BY_PROCEDURE.includes(type) || BY_PEOPLE.includes(type))
  )
    return 'recorded by the wrong author';
  if (event.streamId.startsWith('procedure/')) return readProcedure(at, { type, ...data } as ProcedureEvent, honest);
  const pass = typeof data['pass'] === 'string' ? data['pass'] : '';
  const needed = NEEDS[type];
  const subject = numberOf(at, event.subjectId);
  if (needed !== undefined && !isOpen(at, needed, pass, subject)) return 'its step is not open';
  if (needed !== undefined) note(at, needed, pass, subject, type);
  const paper = PAPERS[type];
  if (paper !== undefined) papersOf(at, event.subjectId).add(paper);
  switch (type) {
    case 'MemberReviewOpened':
      if ((data['residence'] as { due: string }).due !== 'REQUIRED')
        papersOf(at, event.subjectId).add('RESIDENCE_COMMENT');
      return null;
    case 'MeetingHeld':
      at.meetings.set(String(data['meeting']), {
        signed: data['minutes'] !== null,
        recordedBy: null,
        confirmed: false,
      });
      return null;
    case 'TallyRecorded':
    case 'TallyConfirmed':
      return readTally(at, event, data);
    case 'VotesCounted':
      return at.meetings.get(String(data['meeting']))?.confirmed ? null : 'votes of a tally that nobody confirmed';
    case 'SubmissionClosed':
      if (!['PROPOSAL', 'OWN_CLASS'].some((step) => isOpen(at, step as StepName, pass))) return 'its step is not open';
      at.listed.set(pass, recorder);
      return null;
    case 'ListDecided':
    case 'ListReturned':
    case 'ListPutOff':
      return readAnswer(store, cases, at, event, data);
    case 'ClassDecided':
      return readDecided(store, at, event, data);
    default:
      return null;
  }
}

function note(at: Case, step: StepName, pass: string, subject: number, type: string): void {
  const found = at.steps.get(stepKey(pass, step));
  (type === 'MemberAbsent' ? found?.absent : found?.done)?.add(subject);
}
