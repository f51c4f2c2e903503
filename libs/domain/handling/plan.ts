import {
  collectiveStream,
  cycleStream,
  memberStream,
  namedByCase,
  organisationStream,
  splitSubmission,
} from '../ids.js';
import type { ProcedureState } from '../procedure/evolve.js';
import { isOwnPass } from '../procedure/passes.js';
import type { Command, Plan } from './world.js';

/** Reads a case's state without a lock, for what never changes after it has opened. */
export type Peek = (caseId: string) => Promise<ProcedureState>;

/** Which cases to lock and which streams to load for a command; found without locks. */
export async function planOf(command: Command, peek: Peek): Promise<Plan> {
  const { cycle, organisation } = namedByCase(command.case);
  const own = { ...NOTHING, cases: [command.case], streams: [cycleStream(cycle)] };
  switch (command.type) {
    case 'submitSelfAssessments':
    case 'correctSelfAssessment':
    case 'giveResidenceComments':
    case 'confirmResidenceComments':
    case 'receiveResidenceComments':
    case 'exemptFromResidenceComment':
    case 'waiveResidenceComment':
      return withStreams(
        own,
        command.lines.map(({ member }) => memberStream(cycle, member)),
      );
    case 'recordMeeting':
      return withStreams(own, [
        organisationStream(cycle, organisation),
        ...[...command.heard, ...command.absent.map(({ member }) => member)].map((member) =>
          memberStream(cycle, member),
        ),
      ]);
    case 'recordTally':
    case 'confirmTally':
    case 'correctTally':
    case 'recordSecondRound':
    case 'confirmSecondRound':
    case 'correctSecondRound':
      return { ...withStreams(own, [organisationStream(cycle, organisation)]), membersOf: [command.case] };
    case 'closeSubmission':
      return withStreams(own, [
        organisationStream(cycle, organisation),
        ...command.lines.map(({ subject }) => memberStream(cycle, subject)),
      ]);
    case 'voteOwnClass':
    case 'grantCeilingException':
      return withStreams(own, [organisationStream(cycle, organisation)]);
    case 'recordCollectiveReview':
    case 'recordHeadReview':
      return withStreams(own, [collectiveStream(cycle, organisation)]);
    case 'appraise':
    case 'giveOpinion':
    case 'decide':
    case 'returnLines':
    case 'putOffLines':
      return listPlan(
        command.case,
        command.submission,
        command.lines.map(({ subject }) => subject),
        peek,
      );
    case 'createCycle':
      return { ...own, cases: [command.case] };
    case 'openCycle':
      return { ...own, registryOf: { cycle, organisation: null } };
    case 'changeTimetable':
      return { ...own, below: command.case };
    case 'issueNotices':
    case 'goOnWithoutLate':
    case 'goOnWithoutChild':
    case 'callSupplementaryMeeting':
    case 'openStep':
    case 'remind':
    case 'escalate':
      return own;
    case 'requestClosing':
      return { ...own, below: command.case };
    case 'openCase':
      return {
        ...own,
        cases: [command.case, command.child],
        registryOf: { organisation: namedByCase(command.child).organisation, cycle },
      };
    case 'closeStep':
    case 'markOverdue':
      return upward(
        own,
        await peek(command.case),
        command.pass,
        command.type === 'closeStep' && command.submits === null,
      );
    case 'settle':
    case 'closeCase': {
      const { opened } = await peek(command.case);
      return { ...own, cases: [command.case, ...present([opened?.parent ?? null])] };
    }
  }
}

const NOTHING: Plan = { cases: [], streams: [], membersOf: [], below: null, registryOf: null, bodyOf: null };

function withStreams(plan: Plan, streams: readonly string[]): Plan {
  return { ...plan, streams: [...plan.streams, ...streams] };
}

async function listPlan(body: string, submission: string, subjects: readonly string[], peek: Peek): Promise<Plan> {
  const { caseId: sender, pass } = splitSubmission(submission);
  const { cycle, organisation } = namedByCase(sender);
  const own = organisationStream(cycle, organisation);
  const lines = isOwnPass(pass)
    ? [collectiveStream(cycle, organisation)]
    : subjects.map((subject) => memberStream(cycle, subject));
  const parent = isOwnPass(pass) ? ((await peek(sender)).opened?.parent ?? null) : null;
  const streams = [cycleStream(cycle), organisationStream(cycle, namedByCase(body).organisation), own, ...lines];
  return {
    ...NOTHING,
    bodyOf: namedByCase(body).organisation,
    cases: [...new Set([body, sender, ...present([parent])])],
    streams: [...new Set(streams)],
  };
}

/** Closing and being late may tell those who decide, and those who wait for an opinion. */
function upward(plan: Plan, { caseId, opened, submissions }: ProcedureState, pass: string, stays: boolean): Plan {
  if (opened === null) return plan;
  const submission = submissions[pass];
  if (submission !== undefined)
    return submission.purpose === 'OPINION' ? { ...plan, cases: [caseId, submission.decider] } : plan;
  if (stays) return plan;
  const { bodies } = opened;
  const above = isOwnPass(pass)
    ? [bodies.organisationDecidedBy, ...bodies.betweenOrganisation]
    : [bodies.membersDecidedBy, ...bodies.between];
  return { ...plan, cases: [...new Set([caseId, ...present(above)])] };
}

const present = (cases: readonly (string | null)[]): readonly string[] => cases.filter((each) => each !== null);
