import { hasQuorum } from '../ballot/majority.js';
import { tallyProblem } from '../ballot/tally.js';
import type { CeilingCheck } from '../ceiling/ceiling.js';
import type { QualityClass } from '../classes.js';
import { isClerkOf } from '../handling/authorise.js';
import { isFuture } from '../handling/dates.js';
import type { Context, Decision, World } from '../handling/world.js';
import { organisationStream } from '../ids.js';
import type { ClassDecided } from '../member-review/events.js';
import { speaksFor } from '../people.js';
import type { ReturnedLine } from '../procedure/events.js';
import { isRejection, reject, type Rejection } from '../rejection.js';
import type { Rulebook } from '../rulebook.js';
import { answer } from './answered.js';
import { ceilingOver, ceilingsOver, groupOf } from './ceilings.js';
import type { Decide, OrganisationReviewCommand } from './commands.js';
import { openList, type List } from './list.js';
import { evidenced, sift, standing, type Sifted } from './standing.js';

type Answer = Extract<OrganisationReviewCommand, { readonly type: 'decide' | 'returnLines' | 'putOffLines' }>;

/** Decides how a body answers a list: lines decided, returned or put off. A refused line leaves the others standing. */
export function decideAnswer(world: World, command: Answer, context: Context): Decision {
  const list = openList(world, command.case, 'DECISION', command.submission, context.actor);
  if (isRejection(list)) return list;
  if (command.lines.length === 0) return reject('LIST_EMPTY');
  if (new Set(command.lines.map(({ subject }) => subject)).size !== command.lines.length)
    return reject('SUBJECT_TWICE');
  const refused = notByProposer(list, context);
  if (refused !== null) return refused;
  switch (command.type) {
    case 'decide':
      return decideLines(list, command, context);
    case 'returnLines':
      return sendBack(list, command, context);
    case 'putOffLines': {
      const sifted = sift(command.lines, (line) => standing(list, line));
      const alone = notAloneOnOneself(list, sifted, context);
      if (alone !== null) return alone;
      return answer(
        list,
        sifted,
        (line) => ({ type: 'LinePutOff', pass: list.open.pass, reason: line.reason }),
        (subjects) => ({ type: 'ListPutOff', submission: list.submission, subjects }),
        (numbers) => ({ putOff: numbers }),
      );
    }
  }
}

function decideLines(list: List, command: Decide, context: Context): Decision {
  const { rulebook } = context;
  if (isFuture(command.decidedOn, context)) return reject('DATE_IN_FUTURE', { decidedOn: command.decidedOn });
  const vote = list.open.step.asks === 'CELL' ? ballotProblem(command, rulebook) : null;
  if (vote !== null) return vote;
  const sifted = sift(command.lines, (line) => evidenced(list, line, context));
  const alone = notAloneOnOneself(list, sifted, context);
  if (alone !== null) return alone;
  const population = list.ownClass ? 'organisations' : 'members';
  const placed = sifted.standing.map(({ line }) => ({
    class: line.class,
    group: groupOf(list.world, rulebook, list.sender, line.subject, list.ownClass),
  }));
  const lines = sifted.standing.map(({ line, at }, index) => {
    const group = placed[index]?.group ?? null;
    return { subject: at.number, class: line.class, ...(group === null ? {} : { group }) };
  });
  const ceilings = ceilingsOver(rulebook, list.bodyReview, population, placed);
  const refused = overCeiling(ceilings, placed, command.justification !== null);
  if (refused !== null) return refused;
  const [ceiling = ceilingOver(rulebook, list.bodyReview, population, null)] = ceilings;
  const { submission } = list;
  const { decisionNumber, decidedOn, justification, tally } = command;
  return answer(
    list,
    sifted,
    (line, at): ClassDecided => ({
      type: 'ClassDecided',
      pass: list.open.pass,
      class: line.class,
      decidedBy: list.body.organisation,
      digest: line.digest,
      reason: line.reason,
      unmet: at.unmet,
      ...(at.outcome === 'NEEDS_AUTHORITY' ? { outcome: at.outcome } : {}),
      recused: list.world.bodyMembers.includes(line.subject) ? line.subject : null,
      decisionNumber,
    }),
    () => ({
      type: 'ListDecided',
      submission,
      population,
      lines,
      ceiling,
      ...(ceiling.group === undefined ? {} : { ceilings }),
      justification,
      decisionNumber,
      decidedOn,
      vote: tally === null ? null : { tally },
    }),
    (numbers) => ({ decided: numbers, classes: lines.map((line) => line.class) }),
    decidedOn,
  );
}

/** A cell that decides itself votes on it in its meeting. */
function ballotProblem({ tally }: Decide, { ballot }: Rulebook): Rejection | null {
  if (tally === null) return reject('TALLY_REQUIRED');
  const problem = tallyProblem(tally, []);
  if (problem !== null) return problem;
  const { convened: convenedOfficial, present: presentOfficial, valid } = tally;
  return hasQuorum(ballot, { convenedOfficial, presentOfficial, valid })
    ? null
    : reject('QUORUM_NOT_MET', { presentOfficial, convenedOfficial });
}

/** A ceiling speaks only to lists that raise the number of the excellent under it. */
function overCeiling(
  ceilings: readonly CeilingCheck[],
  lines: readonly { readonly class: QualityClass; readonly group: string | null }[],
  justified: boolean,
): Rejection | null {
  const raised = ceilings.filter(
    ({ exceeded, group = null }) =>
      exceeded && lines.some((line) => line.class === 'EXCELLENT' && line.group === group),
  );
  for (const { rule, allowed, measured, base, group } of raised) {
    const details = { allowed, measured, base, ...(group === undefined ? {} : { group }) };
    if (rule.enforcement === 'BLOCK') return reject('CEILING_EXCEEDED', details);
    if (rule.enforcement === 'REQUIRE_JUSTIFICATION' && !justified) return reject('JUSTIFICATION_REQUIRED', details);
  }
  return null;
}

function sendBack(list: List, command: Answer & { readonly type: 'returnLines' }, context: Context): Decision {
  const unknown = command.lines.find(({ to }) => !list.open.step.mayReturnTo.includes(to));
  if (unknown !== undefined)
    return reject('RETURN_STEP_UNKNOWN', { to: unknown.to, allowed: list.open.step.mayReturnTo });
  const sifted = sift(command.lines, (line) => standing(list, line));
  const alone = notAloneOnOneself(list, sifted, context);
  if (alone !== null) return alone;
  const returned = sifted.standing.map(({ line, at }): ReturnedLine => ({ subject: at.number, to: line.to }));
  return answer(
    list,
    sifted,
    (line) => ({ type: 'LineReturned', pass: list.open.pass, to: line.to, reason: line.reason }),
    () => ({ type: 'ListReturned', submission: list.submission, lines: returned }),
    () => ({ returned }),
  );
}

/** Whoever closed the list may not decide it, unless the body is the cell itself in its meeting. */
function notByProposer(list: List, { actor }: Context): Rejection | null {
  if (actor.kind !== 'PERSON' || list.open.step.asks === 'CELL' || isClerkOf(actor, list.body)) return null;
  const closed = list.world.organisation(organisationStream(list.sender.cycle, list.sender.organisation)).submitted[
    list.open.pass
  ];
  return closed !== undefined && speaksFor(actor.person, actor.posts).includes(closed.by)
    ? reject('PROPOSER_MAY_NOT_DECIDE', { submission: list.submission })
    : null;
}

/** Of the lines that stand: one about somebody else that is refused makes no company. */
function notAloneOnOneself(
  list: List,
  { standing: lines }: Sifted<{ readonly subject: string }>,
  { actor }: Context,
): Rejection | null {
  const [only] = lines.length === 1 ? lines : [];
  // A substitute decides alone neither on himself nor on the holder.
  if (actor.kind !== 'PERSON' || only === undefined) return null;
  const own = [actor.member, ...speaksFor(actor.person, actor.posts)].includes(only.line.subject);
  return own && list.open.step.asks !== 'CELL' ? reject('SELF_DECISION') : null;
}
