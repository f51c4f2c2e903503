import { authorise } from '../handling/authorise.js';
import type { Actor, Recorded, World } from '../handling/world.js';
import { memberStream, organisationStream, splitSubmission } from '../ids.js';
import type { LineEvent } from '../member-review/events.js';
import type { MemberReviewState } from '../member-review/evolve.js';
import { answeredLines } from '../procedure/answers.js';
import type { CaseOpened } from '../procedure/events.js';
import type { ProcedureState } from '../procedure/evolve.js';
import { openedCase, submissionStep, type OpenSubmission } from '../procedure/open-steps.js';
import { isOwnPass } from '../procedure/passes.js';
import type { StepName } from '../procedure/steps.js';
import { isRejection, reject, type Rejection } from '../rejection.js';
import type { OrganisationReviewEvent } from './events.js';
import type { OrganisationReviewState } from './evolve.js';

/** A submission before the body that it was sent to: the body's case, and the case that sent it. */
export interface List {
  readonly world: World;
  readonly submission: string;
  readonly open: OpenSubmission;
  readonly body: CaseOpened;
  readonly bodyCase: string;
  readonly bodyReview: OrganisationReviewState;
  readonly sender: CaseOpened;
  readonly senderProcedure: ProcedureState;
  /** True when the line is the sender's own class. */
  readonly ownClass: boolean;
}

/** Opens the list if its step is open and the actor may speak for the body that is asked. */
export function openList(
  world: World,
  bodyCase: string,
  name: StepName,
  submission: string,
  actor: Actor,
): List | Rejection {
  const procedure = world.procedure(bodyCase);
  const body = openedCase(procedure);
  if (isRejection(body)) return body;
  const open = submissionStep(procedure, name, submission);
  if (isRejection(open)) return open;
  const refused = authorise(actor, body, { asks: open.step.asks, organisation: body.organisation });
  if (refused !== null) return refused;
  const { caseId, pass } = splitSubmission(submission);
  const senderProcedure = world.procedure(caseId);
  const sender = senderProcedure.opened;
  if (sender === null) return reject('NOT_FOUND', { submission });
  if (name === 'DECISION' && bodyCase !== deciderOf(sender, pass)) return reject('FORBIDDEN', { submission });
  const bodyReview = world.organisation(organisationStream(body.cycle, body.organisation));
  return { world, submission, open, body, bodyCase, bodyReview, sender, senderProcedure, ownClass: isOwnPass(pass) };
}

// Settled when the sender's case opened: an open step alone makes nobody the body that decides.
function deciderOf({ bodies }: CaseOpened, pass: string): string | null {
  return isOwnPass(pass) ? bodies.organisationDecidedBy : bodies.membersDecidedBy;
}

/** What a line shows, the same for a member and for an organisation. */
export type LineState = Pick<MemberReviewState, 'proposed' | 'advice' | 'decided'>;

export interface OpenListLine {
  readonly number: number;
  readonly stream: string;
  readonly state: LineState;
}

/** One line of the list, refused when it is not in the open step or was answered already. */
export function lineOfList(list: List, subject: string): OpenListLine | Rejection {
  const number = list.ownClass ? 0 : list.sender.subjects.indexOf(subject) + 1;
  const known = list.ownClass ? subject === list.sender.organisation : number > 0;
  if (!known || !list.open.step.subjects.includes(number))
    return reject('STEP_NOT_OPEN', { step: list.open.step.step, subject });
  const stream = streamOf(list, subject);
  const state = list.ownClass ? list.world.organisation(stream) : list.world.member(stream);
  if (state.decided !== null || answeredLines(list.bodyReview.answered[list.submission]).includes(number))
    return reject('ALREADY_DECIDED', { subject });
  return { number, stream, state };
}

export function streamOf({ sender, ownClass }: List, subject: string): string {
  return ownClass ? organisationStream(sender.cycle, subject) : memberStream(sender.cycle, subject);
}

/** An event in the body's own stream: its list. */
export function ofBody({ body, bodyCase }: List, event: OrganisationReviewEvent): Recorded {
  return {
    stream: organisationStream(body.cycle, body.organisation),
    caseId: bodyCase,
    subject: body.organisation,
    event,
  };
}

/** An event on one line, in the stream of its subject. */
export function onLine(list: List, subject: string, event: LineEvent): Recorded {
  return { stream: streamOf(list, subject), caseId: list.senderProcedure.caseId, subject, event };
}
