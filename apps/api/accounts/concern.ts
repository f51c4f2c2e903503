import type { DomainEvent } from '../../../libs/domain/handling/world.js';
import { namedByCase, organisationStream, procedureStream, splitSubmission } from '../../../libs/domain/ids.js';
import type { StepOutcome } from '../../../libs/domain/procedure/events.js';

/** Whose account it is: a number in a case. */
export interface Subject {
  readonly caseId: string;
  readonly number: number;
  readonly memberStream: string;
}

type Details = Readonly<Record<string, unknown>>;

/**
 * What an event says about one member and nobody else; null when it says nothing. Events come in the order in which they
 * were recorded, since a tally names only its meeting, and a step that closes only its pass.
 */
export function concerning({
  caseId,
  number,
  memberStream,
}: Subject): (stream: string, event: DomainEvent) => Details | null {
  const meetings = new Set<string>();
  const steps = new Set<string>();
  const isMine = (stream: string, pass: string): boolean =>
    pass.includes(':') ? splitSubmission(pass).caseId === caseId : stream === procedureStream(caseId);
  const stepOf = (stream: string, { step, pass }: { readonly step: string; readonly pass: string }): string =>
    `${stream} ${pass} ${step}`;
  return (stream, event) => {
    if (stream === memberStream) return withoutType(event);
    const has = (subjects: readonly number[]): boolean => subjects.includes(number);
    const lineIn = <Line extends { readonly subject: number }>(lines: readonly Line[]): Line | undefined =>
      lines.find(({ subject }) => subject === number);
    const fromHere = (submission: string): boolean => splitSubmission(submission).caseId === caseId;
    switch (event.type) {
      case 'StepOpened': {
        const { step, pass, asks, dueAt } = event;
        if (!isMine(stream, pass) || !has(event.subjects)) return null;
        steps.add(stepOf(stream, event));
        return { step, pass, asks, dueAt };
      }
      case 'StepReminded':
      case 'StepOverdue':
        return isMine(stream, event.pass) && has(event.subjects) ? { step: event.step, pass: event.pass } : null;
      case 'StepClosed': {
        const { step, pass, outcome } = event;
        return steps.has(stepOf(stream, event)) ? { step, pass, outcome: groupsOf(outcome, number) } : null;
      }
      case 'StepEscalated':
      case 'GoOnWithoutLate':
      case 'TimetableChanged':
        return steps.has(stepOf(stream, event)) ? withoutType(event) : null;
      case 'SubmissionReceived':
        return event.from === caseId && has(event.subjects)
          ? { submission: event.submission, purpose: event.purpose }
          : null;
      case 'SubmissionAnswered': {
        const { pass, decided, returned, putOff } = event;
        if (stream !== procedureStream(caseId)) return null;
        const answer = has(decided) ? 'decided' : has(putOff) ? 'putOff' : lineIn(returned) ? 'returned' : null;
        return answer === null ? null : { pass, answer };
      }
      case 'MeetingHeld': {
        const { meeting, heldOn, convenedOfficial, presentOfficial, minutes } = event;
        const heard = lineIn(event.heard);
        const line = heard ?? lineIn(event.absent);
        if (line === undefined || !isOwnReview(stream, caseId)) return null;
        meetings.add(`${stream} ${meeting}`);
        const attendance = { heard: heard !== undefined, convenedOfficial, presentOfficial };
        return { meeting, heldOn, pass: line.pass, ...attendance, minutes };
      }
      case 'TallyRecorded':
      case 'TallyCorrected':
      case 'SecondRoundRecorded':
      case 'SecondRoundCorrected': {
        // What was counted on the others is not for this account.
        const { meeting, tally, lines = [] } = event;
        const reason = 'reason' in event ? { reason: event.reason } : {};
        const votes = lineIn<{ readonly subject: number; readonly votes: object }>(lines)?.votes ?? null;
        return meetings.has(`${stream} ${meeting}`) ? { meeting, tally, votes, ...reason } : null;
      }
      case 'TallyConfirmed': {
        const { meeting, by, candidates } = event;
        const second = candidates === undefined ? {} : { standsInSecondRound: has(candidates) };
        return meetings.has(`${stream} ${meeting}`) ? { meeting, by, ...second } : null;
      }
      case 'SecondRoundConfirmed':
        return meetings.has(`${stream} ${event.meeting}`) ? withoutType(event) : null;
      case 'SubmissionClosed': {
        const line = isOwnReview(stream, caseId) ? lineIn(event.lines) : undefined;
        return line === undefined || event.pass.startsWith('own') ? null : { pass: event.pass, class: line.class };
      }
      case 'ListAppraised':
      case 'OpinionListGiven':
      case 'ListPutOff':
        return fromHere(event.submission) && has(event.subjects) ? { submission: event.submission } : null;
      case 'ListReturned': {
        const line = fromHere(event.submission) ? lineIn(event.lines) : undefined;
        return line === undefined ? null : { submission: event.submission, to: line.to };
      }
      case 'ListDecided': {
        const { lines, population, type: _, ...list } = event;
        const line = population === 'members' && fromHere(event.submission) ? lineIn(lines) : undefined;
        return line === undefined ? null : { ...list, class: line.class };
      }
      case 'SupplementaryMeetingCalled':
        return [...steps].some((step) => step.startsWith(`${stream} ${event.pass} `)) ? withoutType(event) : null;
      default:
        return null;
    }
  };
}

/** The review of the organisation whose case it is, and not of another that decides on it. */
function isOwnReview(stream: string, caseId: string): boolean {
  const { cycle, organisation } = namedByCase(caseId);
  return stream === organisationStream(cycle, organisation);
}

function groupsOf(outcome: StepOutcome, number: number): readonly string[] {
  return Object.entries(outcome)
    .filter(([, group]) =>
      group === true ? false : group.some((one) => (typeof one === 'number' ? one : one.subject) === number),
    )
    .map(([name]) => name);
}

function withoutType(event: DomainEvent): Details {
  const { type: _, ...details } = event;
  return details;
}
