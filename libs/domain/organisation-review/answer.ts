import { tallyProblem } from '../ballot/tally.js';
import { addClasses, checkCeiling } from '../ceiling/ceiling.js';
import type { QualityClass } from '../classes.js';
import { isClerkOf } from '../handling/authorise.js';
import { accept } from '../handling/outcome.js';
import type { Context, Decision, Recorded, World } from '../handling/world.js';
import { organisationStream } from '../ids.js';
import type { ClassDecided, MemberReviewEvent } from '../member-review/events.js';
import type { ReturnedLine } from '../procedure/events.js';
import { isRejection, reject, type Json, type Rejection } from '../rejection.js';
import type { Decide, OrganisationReviewCommand } from './commands.js';
import { checksAgainst, missingPapers } from './evidence.js';
import type { OrganisationReviewEvent } from './events.js';
import { lineOfList, ofBody, onLine, openList, type List, type OpenListLine } from './list.js';

type Answer = Extract<OrganisationReviewCommand, { readonly type: 'decide' | 'returnLines' | 'putOffLines' }>;
type Line<Command extends Answer> = Command['lines'][number];

/** Decides how a body answers a list: lines decided, returned or put off. A refused line leaves the others standing. */
export function decideAnswer(world: World, command: Answer, context: Context): Decision {
  const list = openList(world, command.case, 'DECISION', command.submission, context.actor);
  if (isRejection(list)) return list;
  if (command.lines.length === 0) return reject('LIST_EMPTY');
  if (new Set(command.lines.map(({ subject }) => subject)).size !== command.lines.length) return reject('SUBJECT_TWICE');
  const refused = notByProposer(list, context) ?? notAloneOnOneself(list, command.lines, context);
  if (refused !== null) return refused;
  switch (command.type) {
    case 'decide':
      return decideLines(list, command, context);
    case 'returnLines':
      return sendBack(list, command);
    case 'putOffLines':
      return answer(list, sift(command.lines, (line) => standing(list, line)), (line) => ({ type: 'LinePutOff', pass: list.open.pass, reason: line.reason }), (subjects) => ({ type: 'ListPutOff', submission: list.submission, subjects }), (numbers) => ({ putOff: numbers }));
  }
}

function decideLines(list: List, command: Decide, context: Context): Decision {
  const { rulebook, actor } = context;
  const vote = list.open.step.asks === 'CELL' ? (command.tally === null ? reject('TALLY_REQUIRED') : tallyProblem(command.tally, [])) : null;
  if (vote !== null) return vote;
  const sifted = sift(command.lines, (line) => evidenced(list, line, context));
  const lines = sifted.standing.map(({ line, at }) => ({ subject: at.number, class: line.class }));
  const population = list.ownClass ? 'organisations' : 'members';
  const ceiling = checkCeiling(rulebook.ceiling[population], addClasses(list.bodyReview.decidedCounts[population], lines.map((line) => line.class)));
  const raised = ceiling.exceeded && lines.some((line) => line.class === 'EXCELLENT');
  if (raised && ceiling.rule.enforcement === 'BLOCK') return reject('CEILING_EXCEEDED', { allowed: ceiling.allowed, measured: ceiling.measured, base: ceiling.base });
  if (raised && ceiling.rule.enforcement === 'REQUIRE_JUSTIFICATION' && command.justification === null) return reject('JUSTIFICATION_REQUIRED', { allowed: ceiling.allowed, measured: ceiling.measured });
  const { submission } = list;
  const { decisionNumber, decidedOn, justification, tally } = command;
  return answer(
    list,
    sifted,
    (line): ClassDecided => ({
      type: 'ClassDecided',
      pass: list.open.pass,
      class: line.class,
      decidedBy: list.body.organisation,
      digest: line.digest,
      reason: line.reason,
      unmet: checksAgainst(list.world, rulebook, list.senderProcedure, list.sender, line.subject, list.ownClass, line.class),
      recused: actor.kind === 'PERSON' && line.subject === actor.member ? actor.member : null,
      decisionNumber,
    }),
    () => ({ type: 'ListDecided', submission, population, lines, ceiling, justification, decisionNumber, decidedOn, vote: tally === null ? null : { tally } }),
    (numbers) => ({ decided: numbers, classes: lines.map((line) => line.class) }),
    decidedOn,
  );
}

function sendBack(list: List, command: Answer & { readonly type: 'returnLines' }): Decision {
  const unknown = command.lines.find(({ to }) => !list.open.step.mayReturnTo.includes(to));
  if (unknown !== undefined) return reject('RETURN_STEP_UNKNOWN', { to: unknown.to, allowed: list.open.step.mayReturnTo });
  const sifted = sift(command.lines, (line) => standing(list, line));
  const returned = sifted.standing.map(({ line, at }): ReturnedLine => ({ subject: at.number, to: line.to }));
  return answer(list, sifted, (line) => ({ type: 'LineReturned', pass: list.open.pass, to: line.to, reason: line.reason }), (subjects) => ({ type: 'ListReturned', submission: list.submission, subjects }), () => ({ returned }));
}

interface Sifted<L> {
  readonly standing: readonly { readonly line: L; readonly at: OpenListLine }[];
  readonly refused: readonly { readonly subject: string; readonly code: string; readonly details: Json }[];
}

/** Parts the lines that stand from those that are refused, each with its own code. */
function sift<L extends { readonly subject: string }>(lines: readonly L[], test: (line: L) => OpenListLine | Rejection): Sifted<L> {
  const tested = lines.map((line) => ({ line, at: test(line) }));
  return {
    standing: tested.flatMap(({ line, at }) => (isRejection(at) ? [] : [{ line, at }])),
    refused: tested.flatMap(({ line, at }) => (isRejection(at) ? [{ subject: line.subject, code: at.rejected, details: at.details }] : [])),
  };
}

/** A line stands when it is open, unanswered and still shows what the body saw. */
function standing(list: List, line: { readonly subject: string; readonly digest: string }): OpenListLine | Rejection {
  const at = lineOfList(list, line.subject);
  if (isRejection(at)) return at;
  const digest = list.world.digest(at.stream);
  return digest === line.digest ? at : reject('STALE_VIEW', { subject: line.subject, digest });
}

function evidenced(list: List, line: Line<Decide>, { rulebook }: Context): OpenListLine | Rejection {
  const at = standing(list, line);
  if (isRejection(at)) return at;
  const missing = missingPapers(list.world, rulebook, list.sender, line.subject, list.ownClass);
  if (missing.length > 0) return reject('EVIDENCE_MISSING', { subject: line.subject, papers: missing });
  if (line.reason !== null) return at;
  const proposed = at.state.proposed?.class;
  if (proposed !== undefined && proposed !== line.class) return reject('REASON_REQUIRED', { subject: line.subject, proposed, decided: line.class });
  const automatic = checksAgainst(list.world, rulebook, list.senderProcedure, list.sender, line.subject, list.ownClass, line.class).filter((check) => check.kind === 'AUTOMATIC');
  return automatic.length === 0 ? at : reject('REASON_REQUIRED', { subject: line.subject, decided: line.class, rules: automatic.map((check) => check.rule) });
}

interface Answered {
  readonly decided?: readonly number[];
  readonly classes?: readonly QualityClass[];
  readonly returned?: readonly ReturnedLine[];
  readonly putOff?: readonly number[];
}

function answer<L extends { readonly subject: string }>(
  list: List,
  { standing: lines, refused }: Sifted<L>,
  event: (line: L) => MemberReviewEvent & OrganisationReviewEvent,
  listed: (subjects: readonly number[]) => OrganisationReviewEvent,
  answered: (numbers: readonly number[]) => Answered,
  occurredAt?: string,
): Decision {
  const [first] = refused;
  if (lines.length === 0 && first !== undefined) return { rejected: first.code, details: { lines: refused } };
  const numbers = lines.map(({ at }) => at.number);
  const events: Recorded[] = [
    ofBody(list, listed(numbers)),
    ...lines.map(({ line }) => onLine(list, line.subject, event(line))),
    { stream: `procedure/${list.senderProcedure.caseId}`, caseId: list.senderProcedure.caseId, subject: null, event: { type: 'SubmissionAnswered', pass: list.open.pass, decided: [], classes: [], returned: [], putOff: [], ...answered(numbers) } },
    ...told(list, answered(numbers)),
  ];
  const answerLines = { answered: lines.map(({ line }) => line.subject), refused };
  return accept(occurredAt === undefined ? events : events.map((each) => ({ ...each, occurredAt })), answerLines);
}

/** Whom a decision settles: the superior hears of a child's class, an undecided organisation of a member decided late. */
function told(list: List, { decided = [], classes = [] }: Answered): readonly Recorded[] {
  const { sender, senderProcedure, ownClass, world } = list;
  if (decided.length === 0) return [];
  const child = senderProcedure.caseId;
  if (ownClass) {
    const parent = sender.parent;
    if (parent === null) return [];
    return [{ stream: `procedure/${parent}`, caseId: parent, subject: null, event: { type: 'ChildSettled', child, class: classes[0] ?? null } }];
  }
  const stream = organisationStream(sender.cycle, sender.organisation);
  if (world.organisation(stream).proposed === null) return [];
  return decided.map((number, index) => ({ stream, caseId: child, subject: sender.organisation, event: { type: 'MemberDecidedLater', member: sender.subjects[number - 1] ?? '', class: classes[index] ?? 'NOT_COMPLETED' } }));
}

/** Whoever closed the list may not decide it, unless the body is the cell itself in its meeting (design.md §7). */
function notByProposer(list: List, { actor }: Context): Rejection | null {
  if (actor.kind !== 'PERSON' || list.open.step.asks === 'CELL' || isClerkOf(actor, list.body)) return null;
  const closed = list.world.organisation(organisationStream(list.sender.cycle, list.sender.organisation)).submitted[list.open.pass];
  return closed?.by === actor.person ? reject('PROPOSER_MAY_NOT_DECIDE', { submission: list.submission }) : null;
}

function notAloneOnOneself(list: List, lines: readonly { readonly subject: string }[], { actor }: Context): Rejection | null {
  const own = actor.kind === 'PERSON' && lines.length === 1 && lines[0]?.subject === actor.member;
  return own && list.open.step.asks !== 'CELL' ? reject('SELF_DECISION') : null;
}
