import { assess, missingFor } from '../assessment/assess.js';
import type { AssessmentRules } from '../assessment/rules.js';
import { sheetProblem, totalPoints } from '../assessment/sheet.js';
import { hasQuorum, majorityBase, votedClass } from '../ballot/majority.js';
import { tallyProblem } from '../ballot/tally.js';
import type { QualityClass } from '../classes.js';
import { authorise } from '../handling/authorise.js';
import { accept, actedBy } from '../handling/outcome.js';
import type { Context, Decision, Recorded, World } from '../handling/world.js';
import { memberStream, organisationStream } from '../ids.js';
import type { ClassLine } from '../member-review/commands.js';
import { bodyOf } from '../people.js';
import type { CaseOpened } from '../procedure/events.js';
import type { ProcedureState, StepState } from '../procedure/evolve.js';
import { lineOf, openedCase } from '../procedure/open-steps.js';
import { isRejection, reject, type Rejection } from '../rejection.js';
import type { OrganisationReviewCommand } from './commands.js';
import type { OrganisationReviewEvent, OwnClassVote } from './events.js';
import { votedEvidence } from './evidence.js';

type Proposal = Extract<OrganisationReviewCommand, { readonly type: 'closeSubmission' | 'voteOwnClass' }>;

/** Decides what an organisation sends up: the list of its members, or its own class as it voted it. */
export function decideProposal(world: World, command: Proposal, context: Context): Decision {
  const procedure = world.procedure(command.case);
  const opened = openedCase(procedure);
  if (isRejection(opened)) return opened;
  const asks = opened.kind === 'CELL' ? 'CELL' : 'COMMITTEE';
  const refused = authorise(context.actor, opened, { asks, organisation: opened.organisation });
  if (refused !== null) return refused;
  const body = bodyOf(asks, opened.organisation);
  return actedBy(
    body,
    command.type === 'closeSubmission'
      ? closeList(world, procedure, opened, command.lines)
      : voteOwnClass(world, procedure, opened, command, context),
  );
}

function closeList(world: World, procedure: ProcedureState, opened: CaseOpened, lines: readonly ClassLine[]): Decision {
  const passes = new Map<
    string,
    { readonly step: StepState; readonly lines: { readonly subject: number; readonly class: QualityClass }[] }
  >();
  const proposed: Recorded[] = [];
  for (const { subject: member, class: proposedClass, reason } of lines) {
    const line = lineOf(procedure, opened, 'PROPOSAL', member);
    if (isRejection(line)) return line;
    const stream = memberStream(opened.cycle, member);
    const { vote, proposed: before } = world.member(stream);
    if (before?.pass === line.step.pass) return reject('ALREADY_RECORDED', { subject: member });
    if (vote !== null && vote.voted !== proposedClass && reason === null)
      return reject('REASON_REQUIRED', { subject: member, voted: vote.voted, proposed: proposedClass });
    proposed.push({
      stream,
      caseId: procedure.caseId,
      subject: member,
      event: { type: 'ClassProposed', pass: line.step.pass, class: proposedClass, reason },
    });
    const list = passes.get(line.step.pass) ?? { step: line.step, lines: [] };
    list.lines.push({ subject: line.subject, class: proposedClass });
    passes.set(line.step.pass, list);
  }
  if (passes.size === 0) return reject('LIST_EMPTY');
  for (const { step, lines: listed } of passes.values()) {
    const missing = step.subjects.filter((subject) => !listed.some((line) => line.subject === subject));
    if (missing.length > 0)
      return reject('LIST_INCOMPLETE', {
        pass: step.pass,
        subjects: missing.map((subject) => opened.subjects[subject - 1] ?? ''),
      });
    if (new Set(listed.map((line) => line.subject)).size !== listed.length) return reject('SUBJECT_TWICE');
  }
  const closed = [...passes].map(([pass, list]) =>
    ofOrganisation(procedure, opened, { type: 'SubmissionClosed', pass, lines: list.lines }),
  );
  return accept([...closed, ...proposed], { passes: [...passes.keys()] });
}

function voteOwnClass(
  world: World,
  procedure: ProcedureState,
  opened: CaseOpened,
  command: Proposal & { readonly type: 'voteOwnClass' },
  { rulebook }: Context,
): Decision {
  const line = lineOf(procedure, opened, 'OWN_CLASS', opened.organisation);
  if (isRejection(line)) return line;
  const { pass } = line.step;
  if (world.organisation(organisationStream(opened.cycle, opened.organisation)).ownVote?.pass === pass)
    return reject('ALREADY_RECORDED', { subject: opened.organisation });
  const { type: _, case: __, class: proposed, reason, ...given } = command;
  const vote = withTotal(given);
  const rules = rulebook.assessment.organisations;
  const problem = tallyProblem(vote.tally, [vote.votes]) ?? ownSheetProblem(rules, given, opened.organisation);
  if (problem !== null) return problem;
  const { convened: convenedOfficial, present: presentOfficial, valid } = vote.tally;
  const attendance = { convenedOfficial, presentOfficial, valid };
  if (!hasQuorum(rulebook.ballot, attendance)) return reject('QUORUM_NOT_MET', { presentOfficial, convenedOfficial });
  const base = majorityBase(rulebook.ballot, attendance);
  const { class: voted } = votedClass(rulebook.ballot, vote.votes, base);
  if (voted !== proposed && reason === null)
    return reject('REASON_REQUIRED', { subject: opened.organisation, voted, proposed });
  const checks = missingFor(assess(rules, votedEvidence(vote, procedure)), proposed);
  const events: readonly OrganisationReviewEvent[] = [
    { type: 'OwnClassVoted', pass, voted, checks, ...vote },
    { type: 'SubmissionClosed', pass, lines: [{ subject: 0, class: proposed }] },
    { type: 'ClassProposed', pass, class: proposed, reason },
  ];
  return accept(
    events.map((event) => ofOrganisation(procedure, opened, event)),
    { pass },
  );
}

// Degrees of an organisation may still be missing when it votes; points are what its class is read from.
function ownSheetProblem(rules: AssessmentRules, vote: OwnClassVote, subject: string): Rejection | null {
  const { degrees, points = null, results = {} } = vote;
  return rules.method === 'POINTS' ? sheetProblem(rules, { ...vote, degrees, points }, results, subject) : null;
}

function withTotal({ points, ...vote }: OwnClassVote): OwnClassVote {
  const total = totalPoints({ ...vote, points: points ?? null });
  return total === null ? vote : { ...vote, points: total };
}

function ofOrganisation(procedure: ProcedureState, opened: CaseOpened, event: OrganisationReviewEvent): Recorded {
  return {
    stream: organisationStream(opened.cycle, opened.organisation),
    caseId: procedure.caseId,
    subject: opened.organisation,
    event,
  };
}
