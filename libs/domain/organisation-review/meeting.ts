import { hasQuorum } from '../ballot/majority.js';
import { authorise } from '../handling/authorise.js';
import { isFuture } from '../handling/dates.js';
import { accept, actedBy } from '../handling/outcome.js';
import type { Actor, Context, Decision, World } from '../handling/world.js';
import { organisationStream } from '../ids.js';
import { bodyOf } from '../people.js';
import type { CaseOpened } from '../procedure/events.js';
import { lineOf, openedCase } from '../procedure/open-steps.js';
import { isRejection, reject, type Rejection } from '../rejection.js';
import { correctionOffers, decideBallot, type BallotCommand } from './ballots.js';
import type { RecordMeeting } from './commands.js';
import type { MeetingLine, OrganisationReviewEvent } from './events.js';
import { ofMember, ofOrganisation, type MeetingScene } from './meeting-scene.js';

/** Decides what a cell records of its meetings and ballots. */
export function decideMeeting(world: World, command: RecordMeeting | BallotCommand, context: Context): Decision {
  const procedure = world.procedure(command.case);
  const opened = openedCase(procedure);
  if (isRejection(opened)) return opened;
  const stream = organisationStream(opened.cycle, opened.organisation);
  const review = world.organisation(stream);
  const scene: MeetingScene = { world, context, opened, caseId: command.case, stream, review };
  const refused = mayRecord(context.actor, opened);
  if (refused !== null) return refused;
  return actedBy(
    bodyOf('CELL', opened.organisation),
    command.type === 'recordMeeting' ? holdMeeting(scene, command) : decideBallot(scene, command),
  );
}

/** Corrections of its ballots that a person may record now. */
export function ballotOffers(world: World, caseId: string, actor: Actor): readonly BallotCommand['type'][] {
  const opened = openedCase(world.procedure(caseId));
  if (isRejection(opened) || mayRecord(actor, opened) !== null) return [];
  const { meetings } = world.organisation(organisationStream(opened.cycle, opened.organisation));
  return correctionOffers({ world, opened }, meetings);
}

const mayRecord = (actor: Actor, opened: CaseOpened): Rejection | null =>
  authorise(actor, opened, { asks: 'CELL_SECRETARY', organisation: opened.organisation });

function holdMeeting(scene: MeetingScene, command: RecordMeeting): Decision {
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

function linesOf(
  { world, caseId, opened }: MeetingScene,
  members: readonly string[],
): readonly MeetingLine[] | Rejection {
  const lines: MeetingLine[] = [];
  for (const member of members) {
    const line = lineOf(world.procedure(caseId), opened, 'MEETING', member);
    if (isRejection(line)) return line;
    lines.push({ subject: line.subject, pass: line.step.pass });
  }
  return lines;
}
