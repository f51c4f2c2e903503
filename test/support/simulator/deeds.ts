import { below, oneOf, shuffled, type Random } from '../../../apps/cli/scenario/generate/random.js';
import { QUALITY_CLASSES, type QualityClass } from '../../../libs/domain/classes.js';
import type { Command } from '../../../libs/domain/handling/world.js';
import { cycleCase, memberStream, organisationStream, splitSubmission } from '../../../libs/domain/ids.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import { stepKey } from '../../../libs/domain/procedure/evolve.js';
import { isOwnPass } from '../../../libs/domain/procedure/passes.js';
import type { WorkItem } from '../../../libs/domain/procedure/work-items.js';
import type { Somebody } from './cast.js';
import type { SimulatedStore } from './store.js';

export const CYCLE = '2018';
const REASON = { code: 'AS_DISCUSSED' };

/** A command and the one who gives it. */
export interface Deed {
  readonly command: Command;
  readonly actor: Somebody;
}

type Group = readonly [WorkItem, ...WorkItem[]];

/** Something that moves an open work item on, done by one who may; undefined when nothing is to do. */
export function deed(random: Random, store: SimulatedStore): Deed | undefined {
  const items = [...store.items.values()].filter(({ offers }) => offers.length > 0);
  const [one] = items.length === 0 ? [] : [items[below(random, items.length)]];
  if (one === undefined) return undefined;
  const [first, ...others] = items.filter(
    ({ caseId, step, pass, reference, offers }) =>
      caseId === one.caseId &&
      step === one.step &&
      pass === one.pass &&
      reference === one.reference &&
      offers.join() === one.offers.join(),
  );
  if (first === undefined) return undefined;
  const [actor, ...more] = shuffled(random, store.cast.whoAnswers(one.asks, one.organisation, one.member));
  if (actor === undefined) throw new Error(`nobody answers for ${one.asks} of ${one.organisation}`);
  const himself = one.member !== null && actor.member === one.member;
  const group: Group = himself ? [one] : [first, ...others];
  // Of those who may, one who does not decide on what he proposed himself, if there is one
  const second = more.find((each) => each.person !== actor.person) ?? actor;
  return {
    command: commandFor(random, store, group),
    actor: one.step === 'DECISION' && random() < 0.5 ? second : actor,
  };
}

function commandFor(random: Random, store: SimulatedStore, group: Group): Command {
  const [{ caseId, pass, step, offers, reference, organisation }] = group;
  const offer = oneOf(random, [offers[0] ?? '', ...offers.slice(1)]);
  const some = random() < 0.7 ? group : ([oneOf(random, group)] as const);
  const ids = some.map(({ subjectId }) => subjectId);
  const today = new Date(store.now).toISOString().slice(0, 10);
  switch (offer) {
    case 'submitSelfAssessments':
      return {
        type: offer,
        case: caseId,
        lines: ids.map((member) => ({ member, ...assessment(random, store, today) })),
      };
    case 'giveResidenceComments':
      return {
        type: offer,
        case: caseId,
        lines: ids.map((member) => ({ member, grades: {}, document: null, frontCommitteeMetOn: null })),
      };
    case 'confirmResidenceComments':
      return { type: offer, case: caseId, lines: ids.map((member) => ({ member })) };
    case 'receiveResidenceComments':
      return {
        type: offer,
        case: caseId,
        lines: ids.map((member) => ({ member, issuer: 'x', number: '1', issuedOn: today, document: null })),
      };
    case 'exemptFromResidenceComment':
      return {
        type: offer,
        case: caseId,
        lines: ids.map((member) => ({ member, ground: store.rulebook.residence.exemptGrounds[0]?.code ?? '' })),
      };
    case 'recordMeeting': {
      const [first, ...rest] = shuffled(random, ids);
      const absent = rest.filter(() => random() < 0.2).map((member) => ({ member, excused: random() < 0.5 }));
      const heard = ids.filter((id) => !absent.some(({ member }) => member === id));
      const missed = heard.length === 1 && first !== undefined && random() < 0.15;
      return {
        type: offer,
        case: caseId,
        meeting: `h${below(random, 1e9)}`,
        heldOn: today,
        heard: missed ? [] : heard,
        absent: missed ? [...absent, { member: first, excused: true }] : absent,
        convenedOfficial: 3,
        presentOfficial: 3,
        minutes: random() < 0.3 ? { id: 'bien-ban', digest: '0'.repeat(64) } : null,
      };
    }
    case 'recordTally':
    case 'confirmTally': {
      const meeting = reference ?? '';
      if (offer === 'confirmTally') return { type: offer, case: caseId, meeting };
      const held = review(store, organisation).meetings[meeting];
      const tally = held === undefined ? TALLY : tallyOf(held.convenedOfficial, held.presentOfficial);
      const subjects = store.procedure(caseId).opened?.subjects ?? [];
      const lines = (held?.heard ?? []).map(({ subject }) => ({
        member: subjects[subject - 1] ?? '',
        votes: votes(random, tally.valid),
      }));
      return { type: offer, case: caseId, meeting, tally, lines };
    }
    case 'closeSubmission':
      // A list goes up whole: all that the step asks for
      return {
        type: offer,
        case: caseId,
        lines: listOf(store, caseId, pass, step).map((subject) => line(random, subject)),
      };
    case 'voteOwnClass': {
      const line = { class: oneOf(random, QUALITY_CLASSES), reason: REASON };
      return {
        type: offer,
        case: caseId,
        ...line,
        degrees: {},
        selfClass: 'GOOD',
        tally: TALLY,
        votes: votes(random),
        document: null,
      };
    }
    case 'giveOpinion':
    case 'appraise':
      return {
        type: offer,
        case: caseId,
        submission: reference ?? '',
        lines: ids.map((subject) => line(random, subject)),
      };
    case 'decide':
    case 'returnLines':
    case 'putOffLines':
      return answerOf(random, store, group, ids, today);
    case 'recordCollectiveReview':
      return { type: offer, case: caseId, heldOn: today, selfClass: 'GOOD', report: null };
    case 'recordHeadReview':
      return { type: offer, case: caseId, heldOn: today, head: null, selfClass: 'GOOD', report: null };
    case 'issueNotices':
      return { type: offer, case: cycleCase(CYCLE), pass, noticeOn: today };
    default:
      throw new Error(`${offer} of ${step} is not known to these people`);
  }
}

function answerOf(random: Random, store: SimulatedStore, group: Group, ids: readonly string[], today: string): Command {
  const [{ caseId, pass, step, reference }] = group;
  const submission = reference ?? '';
  const at = { case: caseId, submission };
  const allowed = store.procedure(caseId).steps[stepKey(pass, step)]?.mayReturnTo ?? [];
  const fresh = pass.split('/').length < 6;
  const draw = random();
  const lines = ids.map((subject) => ({ subject, digest: digestOf(store, submission, subject), reason: REASON }));
  const [to, ...others] = allowed;
  if (to !== undefined && fresh && draw < 0.12)
    return {
      type: 'returnLines',
      ...at,
      lines: lines.map((each) => ({ ...each, to: oneOf(random, [to, ...others]) })),
    };
  if (fresh && draw < 0.2) return { type: 'putOffLines', ...at, lines };
  return {
    type: 'decide',
    ...at,
    decidedOn: today,
    decisionNumber: null,
    tally: TALLY,
    justification: random() < 0.5 ? REASON : null,
    lines: lines.map((each) => ({ ...each, class: drawnClass(random), reason: REASON })),
  };
}

/** Everybody present votes. */
const tallyOf = (convened: number, present: number) => ({
  ...{ convened, present },
  ...{ issued: present, collected: present, valid: present, invalid: 0 },
});

export const TALLY = tallyOf(3, 3);

export function votes(random: Random, ballots = TALLY.valid) {
  const drawn = { EXCELLENT: 0, GOOD: 0, COMPLETED: 0, NOT_COMPLETED: 0, blank: 0 };
  for (let ballot = 0; ballot < ballots; ballot += 1) drawn[random() < 0.1 ? 'blank' : drawnClass(random)] += 1;
  return drawn;
}

const drawnClass = (random: Random): QualityClass =>
  random() < 0.35 ? 'EXCELLENT' : oneOf(random, ['GOOD', 'GOOD', 'COMPLETED', 'NOT_COMPLETED']);

const line = (random: Random, subject: string) => ({ subject, class: drawnClass(random), reason: REASON });

/** A self-assessment on paper, complete by the rulebook. */
export function assessment(random: Random, { rulebook }: SimulatedStore, today: string) {
  const criteria = rulebook.assessment.members.criteria.filter(({ onlyIf }) => onlyIf === undefined);
  const degrees = Object.fromEntries(criteria.map(({ id }) => [id, oneOf(random, ['D1', 'D2', 'D3', 'D4'] as const)]));
  return {
    degrees,
    points: null,
    results: {},
    ownClass: drawnClass(random),
    document: null,
    paper: { writtenOn: today },
  };
}

/** What stands before the body now. */
export function digestOf(store: SimulatedStore, submission: string, subject: string): string {
  const { pass, caseId } = splitSubmission(submission);
  const own = isOwnPass(pass) || store.procedure(caseId).opened?.organisation === subject;
  return store.digest(own ? organisationStream(CYCLE, subject) : memberStream(CYCLE, subject));
}

function listOf(store: SimulatedStore, caseId: string, pass: string, step: WorkItem['step']): readonly string[] {
  const { opened, steps } = store.procedure(caseId);
  return (steps[stepKey(pass, step)]?.subjects ?? []).map((subject) => opened?.subjects[subject - 1] ?? '');
}

function review(store: SimulatedStore, organisation: string): OrganisationReviewState {
  const state = store.streams.get(organisationStream(CYCLE, organisation))?.state;
  return (state ?? { meetings: {} }) as OrganisationReviewState;
}
