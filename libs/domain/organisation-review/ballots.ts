import { accept } from '../handling/outcome.js';
import type { Decision } from '../handling/world.js';
import { memberStream } from '../ids.js';
import { isRejection, reject, type Rejection } from '../rejection.js';
import type { Subjects } from '../procedure/passes.js';
import { firstRoundProblem, secondRoundProblem } from '../ballot/second-round.js';
import { tallyProblem, type Tally } from '../ballot/tally.js';
import type { OrganisationReviewCommand } from './commands.js';
import { candidatesOf, correctedVotes, countedVotes } from './count-votes.js';
import { isCounted, type BallotState, type MeetingState } from './evolve.js';
import { numberOf, ofOrganisation, type MeetingScene } from './meeting-scene.js';

export type BallotCommand = Extract<
  OrganisationReviewCommand,
  {
    readonly type:
      | 'recordTally'
      | 'confirmTally'
      | 'correctTally'
      | 'recordSecondRound'
      | 'confirmSecondRound'
      | 'correctSecondRound';
  }
>;
type Command<Type extends BallotCommand['type']> = BallotCommand & { readonly type: Type };

/** Decides what tellers record of a ballot: entered by one, confirmed by another or by the signed minutes, corrected until a class is decided. */
export function decideBallot(scene: MeetingScene, command: BallotCommand): Decision {
  const meeting = scene.review.meetings[command.meeting];
  if (meeting === undefined) return reject('MEETING_UNKNOWN', { meeting: command.meeting });
  switch (command.type) {
    case 'recordTally':
      return recordTally(scene, command, meeting);
    case 'confirmTally':
      return confirmTally(scene, command, meeting);
    case 'correctTally':
      return correctTally(scene, command, meeting);
    case 'recordSecondRound':
      return recordSecondRound(scene, command, meeting);
    case 'confirmSecondRound':
      return confirmSecondRound(scene, command, meeting);
    case 'correctSecondRound':
      return correctSecondRound(scene, command, meeting);
  }
}

function recordTally(scene: MeetingScene, command: Command<'recordTally'>, meeting: MeetingState): Decision {
  const { meeting: id, tally } = command;
  if (meeting.tally !== null) return reject('ALREADY_RECORDED', { meeting: id });
  const problem = firstProblem(scene, meeting, command);
  if (problem !== null) return problem;
  const lines = numbered(scene, command.lines);
  return accept([ofOrganisation(scene, { type: 'TallyRecorded', meeting: id, tally, lines }, meeting.heldOn)]);
}

function confirmTally(scene: MeetingScene, { meeting: id }: Command<'confirmTally'>, meeting: MeetingState): Decision {
  const by = confirmedBy(scene, id, meeting, meeting);
  if (isRejection(by)) return by;
  const candidates = candidatesOf(scene, meeting);
  const confirmed = { type: 'TallyConfirmed', meeting: id, by: by.confirmed } as const;
  if (candidates.length > 0) return accept([ofOrganisation(scene, { ...confirmed, candidates })]);
  const counts = countedVotes(scene, id, meeting);
  return isRejection(counts) ? counts : accept([ofOrganisation(scene, confirmed), ...counts]);
}

/** While a second round is awaited nothing has counted yet: whoever now is rated GOOD stands in it. */
function correctTally(scene: MeetingScene, command: Command<'correctTally'>, meeting: MeetingState): Decision {
  const { meeting: id, tally, reason } = command;
  const problem = tallyFixed(scene, id, meeting) ?? firstProblem(scene, meeting, command);
  if (problem !== null) return problem;
  const lines = numbered(scene, command.lines);
  const after: MeetingState = { ...meeting, tally, lines };
  const corrected = { type: 'TallyCorrected', meeting: id, tally, reason, lines } as const;
  if (isCounted(meeting))
    return accept([ofOrganisation(scene, corrected), ...correctedVotes(scene, id, after, reason)]);
  const candidates = candidatesOf(scene, after);
  const counts = candidates.length === 0 ? countedVotes(scene, id, after) : [];
  return isRejection(counts) ? counts : accept([ofOrganisation(scene, { ...corrected, candidates }), ...counts]);
}

function recordSecondRound(
  scene: MeetingScene,
  command: Command<'recordSecondRound'>,
  meeting: MeetingState,
): Decision {
  const { meeting: id, tally } = command;
  if (meeting.second !== undefined) return reject('ALREADY_RECORDED', { meeting: id });
  const problem = secondProblem(scene, meeting, command);
  if (problem !== null) return problem;
  const lines = numbered(scene, command.lines);
  return accept([ofOrganisation(scene, { type: 'SecondRoundRecorded', meeting: id, tally, lines }, meeting.heldOn)]);
}

function confirmSecondRound(
  scene: MeetingScene,
  { meeting: id }: Command<'confirmSecondRound'>,
  meeting: MeetingState,
): Decision {
  const { second } = meeting;
  const by = confirmedBy(scene, id, meeting, second);
  if (isRejection(by)) return by;
  const counts = countedVotes(scene, id, meeting);
  if (isRejection(counts)) return counts;
  return accept([ofOrganisation(scene, { type: 'SecondRoundConfirmed', meeting: id, by: by.confirmed }), ...counts]);
}

function correctSecondRound(
  scene: MeetingScene,
  command: Command<'correctSecondRound'>,
  meeting: MeetingState,
): Decision {
  const { meeting: id, tally, reason } = command;
  const { second } = meeting;
  if (second?.confirmed !== true) return reject('NOTHING_TO_CORRECT', { meeting: id });
  const problem = decidedAlready(scene, meeting.candidates) ?? secondProblem(scene, meeting, command);
  if (problem !== null) return problem;
  const lines = numbered(scene, command.lines);
  const after: MeetingState = { ...meeting, second: { ...second, tally, lines } };
  const stood = meeting.candidates ?? [];
  return accept([
    ofOrganisation(scene, { type: 'SecondRoundCorrected', meeting: id, tally, lines, reason }),
    ...correctedVotes(scene, id, after, reason, stood),
  ]);
}

/** Counts are entered by one person and confirmed by another, or by the signed minutes. */
function confirmedBy(
  { context: { actor } }: MeetingScene,
  id: string,
  { signedMinutes }: MeetingState,
  ballot: BallotState<unknown> | undefined,
): { readonly confirmed: 'SECOND_PERSON' | 'SIGNED_MINUTES' } | Rejection {
  if (ballot === undefined || ballot.tally === null) return reject('NOTHING_TO_CONFIRM', { meeting: id });
  if (ballot.confirmed) return reject('ALREADY_RECORDED', { meeting: id });
  if (actor.kind === 'PERSON' && actor.person !== ballot.recordedBy) return { confirmed: 'SECOND_PERSON' };
  return signedMinutes ? { confirmed: 'SIGNED_MINUTES' } : reject('TALLY_NEEDS_SECOND_PERSON', { meeting: id });
}

function firstProblem(
  scene: MeetingScene,
  meeting: MeetingState,
  { tally, lines }: Command<'recordTally' | 'correctTally'>,
): Rejection | null {
  const votes = lines.map((line) => line.votes);
  const { ballot } = scene.context.rulebook;
  const heard = meeting.heard.map(({ subject }) => subject);
  return (
    tallyProblem(tally, votes) ??
    firstRoundProblem(ballot, votes) ??
    attendanceContradicted(meeting, tally) ??
    linesMismatch(scene, heard, lines)
  );
}

function secondProblem(
  scene: MeetingScene,
  meeting: MeetingState,
  { meeting: id, tally, lines }: Command<'recordSecondRound' | 'correctSecondRound'>,
): Rejection | null {
  if (meeting.candidates === undefined || meeting.candidates.length === 0)
    return reject('NO_SECOND_ROUND', { meeting: id });
  const votes = lines.map((line) => line.votes);
  return (
    secondRoundProblem(scene.context.rulebook.ballot, tally, votes) ??
    attendanceContradicted(meeting, tally) ??
    linesMismatch(scene, meeting.candidates, lines)
  );
}

function attendanceContradicted(meeting: MeetingState, { convened, present }: Tally): Rejection | null {
  return convened === meeting.convenedOfficial && present === meeting.presentOfficial
    ? null
    : reject('TALLY_CONTRADICTS_ATTENDANCE', { convened, present });
}

interface OfMember {
  readonly member: string;
}

function linesMismatch(scene: MeetingScene, expected: readonly number[], lines: readonly OfMember[]): Rejection | null {
  const heard = [...expected].sort((a, b) => a - b);
  const voted = lines.map(({ member }) => numberOf(scene, member)).sort((a, b) => a - b);
  return heard.length === voted.length && heard.every((subject, index) => subject === voted[index])
    ? null
    : reject('TALLY_LINES_MISMATCH', { heard, voted });
}

/** Corrections of ballots that some meeting still takes, of whoever may record them. */
export function correctionOffers(
  scene: Seen,
  meetings: Readonly<Record<string, MeetingState>>,
): readonly BallotCommand['type'][] {
  const held = Object.entries(meetings);
  const first = held.some(([id, meeting]) => tallyFixed(scene, id, meeting) === null);
  const second = held.some(
    ([, { second, candidates }]) => second?.confirmed && decidedAlready(scene, candidates) === null,
  );
  return [...(first ? (['correctTally'] as const) : []), ...(second ? (['correctSecondRound'] as const) : [])];
}

type Seen = Pick<MeetingScene, 'world' | 'opened'>;

/** Why the count of the first round may not be corrected now. */
function tallyFixed(scene: Seen, id: string, { confirmed, second, heard }: MeetingState): Rejection | null {
  if (!confirmed) return reject('NOTHING_TO_CORRECT', { meeting: id });
  if (second?.confirmed === false) return reject('SECOND_ROUND_UNCONFIRMED', { meeting: id });
  const subjects = heard.map(({ subject }) => subject);
  return decidedAlready(scene, subjects);
}

function decidedAlready({ world, opened }: Seen, subjects: Subjects = []): Rejection | null {
  const members = subjects.map((subject) => opened.subjects[subject - 1] ?? '');
  const decided = members.find((member) => world.member(memberStream(opened.cycle, member)).decided !== null);
  return decided === undefined ? null : reject('ALREADY_DECIDED', { subject: decided });
}

function numbered<Votes>(
  scene: MeetingScene,
  lines: readonly (OfMember & { readonly votes: Votes })[],
): readonly { readonly subject: number; readonly votes: Votes }[] {
  return lines.map(({ member, votes }) => ({ subject: numberOf(scene, member), votes }));
}
