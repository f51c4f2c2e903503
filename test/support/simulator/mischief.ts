import { below, oneOf, shuffled, type Random } from '../../../apps/cli/scenario/generate/random.js';
import { QUALITY_CLASSES } from '../../../libs/domain/classes.js';
import type { Command } from '../../../libs/domain/handling/world.js';
import { cycleCase } from '../../../libs/domain/ids.js';
import { STEP_NAMES } from '../../../libs/domain/procedure/steps.js';
import { assessment, CYCLE, digestOf, TALLY, votes, type Deed } from './deeds.js';
import type { SimulatedStore } from './store.js';

const PASSES = ['all', 'all/late', 'all/absent', 'all/put-off', 'own', 'all/returned-MEETING', 'bậy'];

/** Anything that anyone may try, in any order, mostly what he may not. */
export function mischief(random: Random, store: SimulatedStore): Deed {
  return { command: triedCommand(random, store), actor: oneOf(random, store.cast.everyone) };
}

function triedCommand(random: Random, store: SimulatedStore): Command {
  // The API sends what is about an organisation to its case, never to that of the cycle
  const cases = [...store.cases.keys()].filter((id) => !id.startsWith('cycle/'));
  const caseId =
    cases.length === 0 || random() < 0.02 ? 'cell/2018/khong-co' : (cases[below(random, cases.length)] ?? '');
  const organisation = caseId.split('/')[2] ?? store.cast.tree.root;
  const opened = store.procedure(caseId).opened;
  const own = opened === null || opened.subjects.length === 0 ? store.cast.members : opened.subjects;
  const pool = random() < 0.75 ? own : [...store.cast.members, organisation, 'ai-do'];
  const ids = shuffled(random, pool).slice(0, 1 + below(random, 3));
  const pass = oneOf(random, ['all', ...PASSES]);
  const submission = submissionOf(random, store, caseId, pass);
  const today = new Date(store.now + (random() < 0.05 ? 40 * 86_400_000 : 0)).toISOString().slice(0, 10);
  const meeting = meetingOf(random, store, organisation);
  const tally =
    random() < 0.7 ? TALLY : { ...TALLY, valid: below(random, 5), present: below(random, 5), issued: below(random, 5) };
  const reason = random() < 0.7 ? { code: 'X' } : null;
  const drawn = () => oneOf(random, QUALITY_CLASSES);
  const classed = ids.map((subject) => ({ subject, class: drawn(), reason }));
  const seen = ids.map((subject) => ({
    subject,
    digest: random() < 0.8 ? digestOf(store, submission, subject) : 'f'.repeat(64),
    reason: { code: 'X' },
  }));
  const at = { case: caseId };
  const list = { ...at, submission };
  const paper = () => ({
    ...assessment(random, store, today),
    ...(random() < 0.2 ? { paper: null } : {}),
    ...(random() < 0.1 ? { degrees: {} } : {}),
  });
  const step = oneOf(random, STEP_NAMES);
  switch (below(random, 24)) {
    case 0:
      return { ...at, type: 'submitSelfAssessments', lines: ids.map((member) => ({ member, ...paper() })) };
    case 1:
      return {
        ...at,
        type: 'correctSelfAssessment',
        lines: ids.map((member) => ({ member, reason: { code: 'X' }, ...paper() })),
      };
    case 2:
      return {
        ...at,
        type: 'giveResidenceComments',
        lines: ids.map((member) => ({ member, grades: {}, document: null, frontCommitteeMetOn: null })),
      };
    case 3:
      return { ...at, type: 'confirmResidenceComments', lines: ids.map((member) => ({ member })) };
    case 4:
      return {
        ...at,
        type: 'receiveResidenceComments',
        lines: ids.map((member) => ({ member, issuer: '', number: '', issuedOn: today, document: null })),
      };
    case 5:
      return {
        ...at,
        type: 'exemptFromResidenceComment',
        lines: ids.map((member) => ({
          member,
          ground: random() < 0.5 ? (store.rulebook.residence.exemptGrounds[0]?.code ?? '') : 'bịa',
        })),
      };
    case 6:
      return { ...at, type: 'waiveResidenceComment', lines: ids.map((member) => ({ member, reason: { code: 'X' } })) };
    case 7: {
      const half = below(random, ids.length + 1);
      const absent = ids.slice(half).map((member) => ({ member, excused: false }));
      return {
        ...at,
        type: 'recordMeeting',
        meeting,
        heldOn: today,
        heard: ids.slice(0, half),
        absent,
        convenedOfficial: 3,
        presentOfficial: below(random, 5),
        minutes: null,
      };
    }
    case 8:
      return {
        ...at,
        type: 'recordTally',
        meeting,
        tally,
        lines: ids.map((member) => ({ member, votes: votes(random) })),
      };
    case 9:
    case 10:
      return { ...at, type: 'confirmTally', meeting };
    case 11:
      return {
        ...at,
        type: 'correctTally',
        meeting,
        tally,
        lines: ids.map((member) => ({ member, votes: votes(random) })),
        reason: { code: 'X' },
      };
    case 12:
      return { ...at, type: 'closeSubmission', lines: classed };
    case 13:
      return {
        ...at,
        type: 'voteOwnClass',
        class: drawn(),
        reason,
        degrees: {},
        selfClass: drawn(),
        tally,
        votes: votes(random),
        document: null,
      };
    case 14:
      return { ...list, type: 'appraise', lines: classed };
    case 15:
      return { ...list, type: 'giveOpinion', lines: classed };
    case 16:
    case 17:
      return {
        ...list,
        type: 'decide',
        decidedOn: today,
        decisionNumber: null,
        tally: random() < 0.8 ? tally : null,
        justification: reason,
        lines: seen.map((each) => ({ ...each, class: drawn(), reason })),
      };
    case 18:
      return { ...list, type: 'returnLines', lines: seen.map((each) => ({ ...each, to: step })) };
    case 19:
      return { ...list, type: 'putOffLines', lines: seen };
    case 20:
      return random() < 0.5
        ? { ...at, type: 'recordCollectiveReview', heldOn: today, selfClass: drawn(), report: null }
        : { ...at, type: 'recordHeadReview', heldOn: today, head: null, selfClass: drawn(), report: null };
    case 21:
      return random() < 0.5
        ? { type: 'issueNotices', case: cycleCase(CYCLE), pass, noticeOn: today }
        : { type: 'changeTimetable', case: cycleCase(CYCLE), step, dueOn: today };
    case 22:
      return random() < 0.9
        ? { ...at, type: 'goOnWithoutLate', step, pass }
        : { ...at, type: 'goOnWithoutChild', child: opened?.children[0]?.caseId ?? 'cell/2018/khong-co' };
    default:
      // What only a workflow may record
      return forged(random, caseId, step, pass);
  }
}

function forged(random: Random, caseId: string, step: (typeof STEP_NAMES)[number], pass: string): Command {
  const at = { case: caseId, step, pass };
  switch (below(random, 5)) {
    case 0:
      return { ...at, type: 'openStep', subjects: [0, 1], asks: 'MEMBER', mayReturnTo: [] };
    case 1:
      return { ...at, type: 'closeStep', outcome: {}, seenVersion: 0, submits: null };
    case 2:
      return { ...at, type: 'markOverdue', subjects: [1] };
    case 3:
      return { type: 'closeCase', case: caseId, seenVersion: 0 };
    default:
      return { type: 'callSupplementaryMeeting', case: caseId, pass };
  }
}

/** A submission that somebody has before him, or one that was made up. */
function submissionOf(random: Random, store: SimulatedStore, caseId: string, pass: string): string {
  const received = Object.keys(store.procedure(caseId).submissions);
  return received.length > 0 && random() < 0.8 ? (received[below(random, received.length)] ?? '') : `${caseId}:${pass}`;
}

function meetingOf(random: Random, store: SimulatedStore, organisation: string): string {
  const state = store.streams.get(`organisation-review/${CYCLE}/${organisation}`)?.state as
    { readonly meetings?: object } | undefined;
  const held = Object.keys(state?.meetings ?? {});
  return held.length > 0 && random() < 0.8 ? (held[below(random, held.length)] ?? '') : `h${below(random, 1e9)}`;
}
