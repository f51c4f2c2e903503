import { hasQuorum, majorityBase, votedClass } from '../ballot/majority.js';
import { tallyProblem, type LineVotes } from '../ballot/tally.js';
import { authorise } from '../handling/authorise.js';
import { isFuture } from '../handling/dates.js';
import { accept, actedBy } from '../handling/outcome.js';
import type { Context, Decision, Recorded, World } from '../handling/world.js';
import { memberStream, organisationStream } from '../ids.js';
import type { MemberReviewEvent } from '../member-review/events.js';
import { bodyOf } from '../people.js';
import type { CaseOpened } from '../procedure/events.js';
import { lineOf, openedCase } from '../procedure/open-steps.js';
import { isRejection, reject, type Rejection } from '../rejection.js';
import type { OrganisationReviewCommand, RecordMeeting, VotesLine } from './commands.js';
import type { MeetingLine, OrganisationReviewEvent } from './events.js';
import type { MeetingState, OrganisationReviewState } from './evolve.js';

type MeetingCommand = Extract<
  OrganisationReviewCommand,
  { readonly type: 'recordMeeting' | 'recordTally' | 'confirmTally' | 'correctTally' }
>;

/** Decides what a cell records of its meetings and ballots. */
export function decideMeeting(world: World, command: MeetingCommand, context: Context): Decision {
  const procedure = world.procedure(command.case);
  const opened = openedCase(procedure);
  if (isRejection(opened)) return opened;
  const stream = organisationStream(opened.cycle, opened.organisation);
  const scene: Scene = { world, context, opened, caseId: command.case, stream, review: world.organisation(stream) };
  const refused = authorise(context.actor, opened, { asks: 'CELL_SECRETARY', organisation: opened.organisation });
  if (refused !== null) return refused;
  return actedBy(
    bodyOf('CELL', opened.organisation),
    command.type === 'recordMeeting' ? holdMeeting(scene, command) : decideTally(scene, command),
  );
}

type TallyCommand = Exclude<MeetingCommand, RecordMeeting>;

function decideTally(scene: Scene, command: TallyCommand): Decision {
  const { opened } = scene;
  const meeting = scene.review.meetings[command.meeting];
  if (meeting === undefined) return reject('MEETING_UNKNOWN', { meeting: command.meeting });
  switch (command.type) {
    case 'recordTally': {
      if (meeting.tally !== null) return reject('ALREADY_RECORDED', { meeting: command.meeting });
      const problem = ballotProblem(scene, meeting, command);
      if (problem !== null) return problem;
      const lines = command.lines.map(({ member, votes }) => ({ subject: numberOf(opened, member), votes }));
      return accept([
        ofOrganisation(
          scene,
          { type: 'TallyRecorded', meeting: command.meeting, tally: command.tally, lines },
          meeting.heldOn,
        ),
      ]);
    }
    case 'confirmTally':
      return confirm(scene, command.meeting, meeting);
    case 'correctTally': {
      if (!meeting.confirmed) return reject('NOTHING_TO_CORRECT', { meeting: command.meeting });
      const problem = ballotProblem(scene, meeting, command) ?? decidedAlready(scene, command.lines);
      if (problem !== null) return problem;
      const corrected = command.lines.map((line) =>
        ofMember(scene, line.member, {
          type: 'VotesCorrected',
          meeting: command.meeting,
          reason: command.reason,
          ...counted(scene, meeting, command.tally.valid, line.votes),
        }),
      );
      return accept([
        ofOrganisation(scene, {
          type: 'TallyCorrected',
          meeting: command.meeting,
          tally: command.tally,
          reason: command.reason,
        }),
        ...corrected,
      ]);
    }
  }
}

interface Scene {
  readonly world: World;
  readonly context: Context;
  readonly opened: CaseOpened;
  readonly caseId: string;
  readonly stream: string;
  readonly review: OrganisationReviewState;
}

function holdMeeting(scene: Scene, command: RecordMeeting): Decision {
  const { heldOn, convenedOfficial, presentOfficial } = command;
  if (scene.review.meetings[command.meeting] !== undefined)
    return reject('ALREADY_RECORDED', { meeting: command.meeting });
  if (command.heard.length + command.absent.length === 0) return reject('MEETING_EMPTY');
  if (isFuture(heldOn, scene.context)) return reject('DATE_IN_FUTURE', { heldOn });
  if (presentOfficial > convenedOfficial)
    return reject('PRESENT_EXCEEDS_CONVENED', { present: presentOfficial, convened: convenedOfficial });
  if (!hasQuorum(scene.context.rulebook.ballot, { convenedOfficial, presentOfficial, valid: 0 }))
    return reject('QUORUM_NOT_MET', { presentOfficial, convenedOfficial });
  const everyone = [...command.heard, ...command.absent.map(({ member }) => member)];
  if (new Set(everyone).size !== everyone.length) return reject('SUBJECT_TWICE');
  const heard = linesOf(scene, command.heard);
  if (isRejection(heard)) return heard;
  const absent = linesOf(
    scene,
    command.absent.map(({ member }) => member),
  );
  if (isRejection(absent)) return absent;
  const held: OrganisationReviewEvent = {
    type: 'MeetingHeld',
    meeting: command.meeting,
    heldOn,
    heard,
    absent,
    convenedOfficial,
    presentOfficial,
    minutes: command.minutes,
  };
  const missed = command.absent.map(({ member, excused }, index) =>
    ofMember(scene, member, {
      type: 'MemberAbsent',
      pass: absent[index]?.pass ?? '',
      meeting: command.meeting,
      excused,
    }),
  );
  return accept([ofOrganisation(scene, held, heldOn), ...missed]);
}

function linesOf({ world, caseId, opened }: Scene, members: readonly string[]): readonly MeetingLine[] | Rejection {
  const lines: MeetingLine[] = [];
  for (const member of members) {
    const line = lineOf(world.procedure(caseId), opened, 'MEETING', member);
    if (isRejection(line)) return line;
    lines.push({ subject: line.subject, pass: line.step.pass });
  }
  return lines;
}

function confirm(scene: Scene, id: string, meeting: MeetingState): Decision {
  const { tally } = meeting;
  if (tally === null) return reject('NOTHING_TO_CONFIRM', { meeting: id });
  if (meeting.confirmed) return reject('ALREADY_RECORDED', { meeting: id });
  const { actor } = scene.context;
  const second = actor.kind === 'PERSON' && actor.person !== meeting.recordedBy;
  if (!second && !meeting.signedMinutes) return reject('TALLY_NEEDS_SECOND_PERSON', { meeting: id });
  const counts: Recorded[] = [];
  for (const { subject, votes } of meeting.lines) {
    const member = scene.opened.subjects[subject - 1] ?? '';
    const line = lineOf(scene.world.procedure(scene.caseId), scene.opened, 'MEETING', member);
    if (isRejection(line)) return line;
    counts.push(
      ofMember(scene, member, {
        type: 'VotesCounted',
        pass: line.step.pass,
        meeting: id,
        ...counted(scene, meeting, tally.valid, votes),
      }),
    );
  }
  return accept([
    ofOrganisation(scene, { type: 'TallyConfirmed', meeting: id, by: second ? 'SECOND_PERSON' : 'SIGNED_MINUTES' }),
    ...counts,
  ]);
}

function counted(
  { context }: Scene,
  { convenedOfficial, presentOfficial }: MeetingState,
  valid: number,
  votes: LineVotes,
) {
  const base = majorityBase(context.rulebook.ballot, { convenedOfficial, presentOfficial, valid });
  const { class: voted, tie } = votedClass(votes, base);
  return { votes, base, voted, tie };
}

function ballotProblem(
  { opened }: Scene,
  meeting: MeetingState,
  given: { readonly tally: Parameters<typeof tallyProblem>[0]; readonly lines: readonly VotesLine[] },
): Rejection | null {
  const problem = tallyProblem(
    given.tally,
    given.lines.map(({ votes }) => votes),
  );
  if (problem !== null) return problem;
  const { convened, present } = given.tally;
  if (convened !== meeting.convenedOfficial || present !== meeting.presentOfficial)
    return reject('TALLY_CONTRADICTS_ATTENDANCE', { convened, present });
  const heard = meeting.heard.map(({ subject }) => subject).sort((a, b) => a - b);
  const voted = given.lines.map(({ member }) => numberOf(opened, member)).sort((a, b) => a - b);
  return heard.length === voted.length && heard.every((subject, index) => subject === voted[index])
    ? null
    : reject('TALLY_LINES_MISMATCH', { heard, voted });
}

function decidedAlready({ world, opened }: Scene, lines: readonly VotesLine[]): Rejection | null {
  const decided = lines.find(({ member }) => world.member(memberStream(opened.cycle, member)).decided !== null);
  return decided === undefined ? null : reject('ALREADY_DECIDED', { subject: decided.member });
}

const numberOf = (opened: CaseOpened, member: string): number => opened.subjects.indexOf(member) + 1;

function ofOrganisation(
  { stream, caseId, opened }: Scene,
  event: OrganisationReviewEvent,
  occurredAt?: string,
): Recorded {
  const recorded = { stream, caseId, subject: opened.organisation, event };
  return occurredAt === undefined ? recorded : { ...recorded, occurredAt };
}

function ofMember({ caseId, opened }: Scene, member: string, event: MemberReviewEvent): Recorded {
  return { stream: memberStream(opened.cycle, member), caseId, subject: member, event };
}
