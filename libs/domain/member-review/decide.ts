import { sheetProblem, totalPoints } from '../assessment/sheet.js';
import { authorise, type Answerable } from '../handling/authorise.js';
import { isFuture } from '../handling/dates.js';
import { acceptAll, everyLine } from '../handling/outcome.js';
import type { Context, Decision, Recorded, World } from '../handling/world.js';
import { memberStream } from '../ids.js';
import { bodyOf } from '../people.js';
import type { CaseOpened } from '../procedure/events.js';
import type { ProcedureState } from '../procedure/evolve.js';
import { lineOf, openedCase, type OpenLine } from '../procedure/open-steps.js';
import { isRejection, reject, type Rejection } from '../rejection.js';
import type { MemberReviewCommand } from './commands.js';
import type { MemberReviewEvent, SelfAssessment } from './events.js';
import type { MemberReviewState } from './evolve.js';
import { correctable, deciderOf, reviewOf, waivable } from './without-step.js';

/** Decides what people record about members: one refusal refuses the whole command. */
export function decideMemberReview(world: World, command: MemberReviewCommand, context: Context): Decision {
  const procedure = world.procedure(command.case);
  const opened = openedCase(procedure);
  if (isRejection(opened)) return opened;
  const scene: Scene = { world, context, procedure, opened };
  switch (command.type) {
    case 'submitSelfAssessments':
      return acceptAll(everyLine(command.lines, (line) => submit(scene, line)));
    case 'correctSelfAssessment':
      return acceptAll(everyLine(command.lines, (line) => correct(scene, line)));
    case 'giveResidenceComments':
      return acceptAll(
        everyLine(command.lines, ({ member, ...given }) =>
          comment(scene, member, 'GIVE', (pass) => ({ type: 'ResidenceCommentGiven', pass, ...given })),
        ),
      );
    case 'confirmResidenceComments':
      return acceptAll(
        everyLine(command.lines, ({ member }) =>
          comment(scene, member, 'CONFIRM', (pass) => ({ type: 'ResidenceCommentConfirmed', pass })),
        ),
      );
    case 'receiveResidenceComments':
      return acceptAll(
        everyLine(command.lines, ({ member, ...received }) =>
          comment(scene, member, 'RECEIVE', (pass) => ({ type: 'ResidenceCommentReceived', pass, ...received })),
        ),
      );
    case 'exemptFromResidenceComment':
      return acceptAll(everyLine(command.lines, ({ member, ground }) => exempt(scene, member, ground)));
    case 'waiveResidenceComment':
      return acceptAll(
        everyLine(command.lines, ({ member, reason }) =>
          waive(scene, member, { type: 'ResidenceCommentWaived', reason }),
        ),
      );
  }
}

interface Scene {
  readonly world: World;
  readonly context: Context;
  readonly procedure: ProcedureState;
  readonly opened: CaseOpened;
}

type Events = readonly Recorded[] | Rejection;

function submit(scene: Scene, { member, ...assessment }: SelfAssessment & { readonly member: string }): Events {
  const line = lineOf(scene.procedure, scene.opened, 'SELF_ASSESSMENT', member);
  if (isRejection(line)) return line;
  const review = reviewOf(scene, member);
  const refused =
    notOfCell(scene, member) ??
    (review.selfAssessment?.pass === line.step.pass ? reject('ALREADY_RECORDED', { subject: member }) : null) ??
    onPaper(scene.context, assessment, member) ??
    incomplete(scene, assessment, review, member);
  return (
    refused ??
    record(
      scene,
      member,
      { type: 'SelfAssessmentSubmitted', pass: line.step.pass, ...added(assessment) },
      member,
      assessment.paper?.writtenOn,
    )
  );
}

function correct(
  scene: Scene,
  {
    member,
    reason,
    ...assessment
  }: SelfAssessment & { readonly member: string; readonly reason: { readonly code: string } },
): Events {
  const review = reviewOf(scene, member);
  const refused =
    correctable(scene, member) ??
    writtenLater(scene.context, assessment) ??
    incomplete(scene, assessment, review, member);
  return refused ?? record(scene, member, { type: 'SelfAssessmentCorrected', reason, ...added(assessment) }, member);
}

/** Refuses whoever is not the cell's secretary, its clerk or, in his own matter, the member. */
function notOfCell({ context, opened }: Scene, member?: string): Rejection | null {
  const { organisation } = opened;
  const own = member === undefined ? {} : { member };
  return authorise(context.actor, opened, { asks: 'CELL_SECRETARY', organisation, ...own });
}

/** Whoever records for another has the paper before him, and names its date. */
function onPaper(context: Context, { paper }: SelfAssessment, member: string): Rejection | null {
  const { actor } = context;
  const himself = actor.kind === 'PERSON' && actor.member === member;
  return (
    writtenLater(context, { paper }) ??
    (himself || paper !== null ? null : reject('PAPER_REQUIRED', { subject: member }))
  );
}

function writtenLater(context: Context, { paper }: Pick<SelfAssessment, 'paper'>): Rejection | null {
  return paper !== null && isFuture(paper.writtenOn, context)
    ? reject('DATE_IN_FUTURE', { writtenOn: paper.writtenOn })
    : null;
}

type CommentAct = 'GIVE' | 'CONFIRM' | 'RECEIVE';

function comment(scene: Scene, member: string, act: CommentAct, event: (pass: string) => MemberReviewEvent): Events {
  const line = lineOf(scene.procedure, scene.opened, 'RESIDENCE_COMMENT', member);
  if (isRejection(line)) return line;
  const review = reviewOf(scene, member);
  const asked = askedToComment(scene.opened, review, act);
  const refused = authorise(scene.context.actor, scene.opened, asked) ?? commentIsDue(review, line, act, member);
  return refused ?? record(scene, member, event(line.step.pass), bodyOf(asked.asks, asked.organisation));
}

/** The residence cell writes, its committee confirms; what comes from outside is entered by the member's own cell (HD 33-HD/BTCTW 2020). */
function askedToComment(opened: CaseOpened, review: MemberReviewState, act: CommentAct): Answerable {
  const duty = review.opened?.residence;
  const { cell, committee } = duty?.due === 'REQUIRED' ? duty : { cell: null, committee: null };
  if (act === 'RECEIVE') return { asks: 'CELL_SECRETARY', organisation: opened.organisation };
  if (act === 'CONFIRM' || cell === null) return { asks: 'RESIDENCE_COMMITTEE', organisation: committee ?? '' };
  return { asks: 'RESIDENCE_SECRETARY', organisation: cell };
}

function commentIsDue(review: MemberReviewState, line: OpenLine, act: CommentAct, member: string): Rejection | null {
  const { residence } = review;
  if (residence.settled !== null && residence.settledIn === line.step.pass)
    return reject('ALREADY_RECORDED', { subject: member });
  if (act === 'CONFIRM' && residence.given !== line.step.pass) return reject('NOTHING_TO_CONFIRM', { subject: member });
  if (act === 'GIVE' && residence.given === line.step.pass) return reject('ALREADY_RECORDED', { subject: member });
  return null;
}

function exempt(scene: Scene, member: string, ground: string): Events {
  const known = scene.context.rulebook.residence.exemptGrounds.some(({ code }) => code === ground);
  if (!known) return reject('GROUND_UNKNOWN', { ground });
  const line = lineOf(scene.procedure, scene.opened, 'RESIDENCE_COMMENT', member);
  if (isRejection(line)) return line;
  const refused = notOfCell(scene);
  return (
    refused ??
    record(
      scene,
      member,
      { type: 'ResidenceCommentExempted', pass: line.step.pass, ground },
      bodyOf('CELL', scene.opened.organisation),
    )
  );
}

function waive(scene: Scene, member: string, event: MemberReviewEvent): Events {
  const { bodies } = scene.opened;
  return waivable(scene, member) ?? record(scene, member, event, bodyOf(bodies.decides, deciderOf(scene.opened)));
}

function incomplete(
  { context }: Scene,
  given: SelfAssessment,
  review: MemberReviewState,
  subject: string,
): Rejection | null {
  const facts = { ...given.results, ...review.opened?.facts };
  return sheetProblem(context.rulebook.assessment.members, given, facts, subject);
}

/** A sheet of points is recorded with what it adds up to. */
const added = (given: SelfAssessment): SelfAssessment => ({ ...given, points: totalPoints(given) });

function record(
  { opened, procedure }: Scene,
  member: string,
  event: MemberReviewEvent,
  by: string,
  occurredAt?: string,
): readonly Recorded[] {
  const recorded: Recorded = {
    stream: memberStream(opened.cycle, member),
    caseId: procedure.caseId,
    subject: member,
    event,
    by,
  };
  return [occurredAt === undefined ? recorded : { ...recorded, occurredAt }];
}
