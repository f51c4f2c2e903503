import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkCeiling } from '../../libs/domain/ceiling/ceiling.js';
import { QUALITY_CLASSES, type QualityClass } from '../../libs/domain/classes.js';
import type { Actor, Command, Recorded } from '../../libs/domain/handling/world.js';
import { memberStream, organisationStream } from '../../libs/domain/ids.js';
import { STEP_NAMES } from '../../libs/domain/procedure/steps.js';
import { isRejection } from '../../libs/domain/rejection.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { RS_2018, given, member, type Given } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';

const { CELL, COMMUNE } = scene;
const PASSES = ['all', 'all/late', 'all/returned-MEETING'];
const MEMBERS = ['A', 'B', 'C'];
const submissions = PASSES.map((pass) => `${CELL}:${pass}`);

/** Anything that anyone may try, in any order, on steps that stand open in no order at all. */
const trials = fc.array(
  fc.record({
    act: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom('open', 'openDecision', 'return', 'putOff') },
      { weight: 9, arbitrary: fc.constantFrom('submit', 'comment', 'meet', 'tally', 'confirm', 'propose', 'decide') },
    ),
    who: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Actor>(scene.COMMUNE_CLERK) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Actor>(scene.CELL_SECRETARY, scene.COMMUNE_SECRETARY, scene.STRANGER, member('C')),
      },
    ),
    ids: fc.oneof(
      { weight: 8, arbitrary: fc.constant(MEMBERS) },
      { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom(...MEMBERS, 'D'), { minLength: 1, maxLength: 4 }) },
    ),
    pass: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(PASSES.length - 1) }),
    step: fc.constantFrom(...STEP_NAMES),
    class: fc.constantFrom(...QUALITY_CLASSES),
    numbers: fc.array(fc.nat(2), { minLength: 7, maxLength: 7 }),
    fair: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  }),
  { minLength: 30, maxLength: 90 },
);
type Trial = typeof trials extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

const BLOCKED: Rulebook = {
  ...RS_2018,
  ceiling: { ...RS_2018.ceiling, members: { ...RS_2018.ceiling.members, ratio: 0.5, enforcement: 'BLOCK' } },
};

function step(state: Given, trial: Trial): Given {
  const opened = openings(state, trial);
  if (opened !== null) return state.and(...opened);
  const { decision } = state.when(commandOf(state, trial), trial.who, BLOCKED);
  return isRejection(decision) ? state : state.and(...decision.events);
}

function openings(state: Given, { act, pass, step: name, ids }: Trial): readonly Recorded[] | null {
  const numbers = ids.map((id) => MEMBERS.indexOf(id) + 1).filter((number) => number > 0);
  const submission = submissions[pass] ?? '';
  if (act === 'open') return [scene.stepOpened(CELL, name, numbers, 'CELL_SECRETARY', PASSES[pass])];
  if (act !== 'openDecision') return null;
  const received =
    state.world.procedure(COMMUNE).submissions[submission] === undefined
      ? [scene.submissionReceived(PASSES[pass] ?? 'all', [1, 2, 3])]
      : [];
  return [...received, scene.stepOpened(COMMUNE, 'DECISION', numbers, 'EXECUTIVE_COMMITTEE', submission, ['MEETING'])];
}

function commandOf(state: Given, { act, ids, pass, class: given_, numbers, fair }: Trial): Command {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = numbers;
  const votes = fair ? scene.votes(given_, 2) : { EXCELLENT: a, GOOD: b, COMPLETED: c, NOT_COMPLETED: d, blank: e };
  const tally = fair
    ? { convened: 3, present: 2, issued: 2, collected: 2, valid: 2, invalid: 0 }
    : { convened: a, present: b, issued: c, collected: d, valid: e, invalid: f };
  const meeting = g === 0 ? 'm0' : 'm1';
  const lines = ids.map((subject) => ({
    subject,
    digest: state.world.digest(memberStream('2018', subject)),
    reason: { code: 'X' },
    class: given_,
    to: 'MEETING' as const,
  }));
  const answer = { case: COMMUNE, submission: submissions[pass] ?? '' };
  switch (act) {
    case 'submit':
      return {
        type: 'submitSelfAssessments',
        case: CELL,
        lines: ids.map((id) => ({ member: id, ...scene.onPaper() })),
      };
    case 'comment':
      return {
        type: 'receiveResidenceComments',
        case: CELL,
        lines: ids.map((id) => ({ member: id, issuer: 'x', number: '1', issuedOn: '2018-12-01', document: null })),
      };
    case 'meet':
      return {
        type: 'recordMeeting',
        case: CELL,
        meeting,
        heldOn: '2018-12-09',
        heard: ids,
        absent: [],
        convenedOfficial: 3,
        presentOfficial: 2,
        minutes: null,
      };
    case 'tally':
      return { type: 'recordTally', case: CELL, meeting, tally, lines: ids.map((id) => ({ member: id, votes })) };
    case 'confirm':
      return { type: 'confirmTally', case: CELL, meeting };
    case 'propose':
      return {
        type: 'closeSubmission',
        case: CELL,
        lines: ids.map((subject) => ({ subject, class: given_, reason: { code: 'X' } })),
      };
    case 'return':
      return { type: 'returnLines', ...answer, lines };
    case 'putOff':
      return { type: 'putOffLines', ...answer, lines };
    case 'decide':
    case 'open':
    case 'openDecision':
      return {
        type: 'decide',
        ...answer,
        decidedOn: '2018-12-10',
        decisionNumber: null,
        tally: null,
        justification: null,
        lines,
      };
  }
}

/** Half of what is needed may stand already, so that trials do reach decisions. */
const STANDING: readonly Recorded[] = [
  ...scene.OPENED,
  ...(['SELF_ASSESSMENT', 'RESIDENCE_COMMENT', 'MEETING', 'PROPOSAL'] as const).map((name) =>
    scene.stepOpened(CELL, name, [1, 2, 3], 'CELL_SECRETARY'),
  ),
  scene.submissionReceived('all', [1, 2, 3]),
  scene.stepOpened(COMMUNE, 'DECISION', [1, 2, 3], 'EXECUTIVE_COMMITTEE', submissions[0] ?? '', ['MEETING']),
];
const start = given(STANDING);
const reviews = (state: Given) => MEMBERS.map((id) => ({ id, review: state.world.member(memberStream('2018', id)) }));
const run = (list: readonly Trial[]): Given => list.reduce(step, start);
const check = (property: (state: Given) => void): void =>
  fc.assert(
    fc.property(trials, (list) => property(run(list))),
    { numRuns: 400 },
  );

describe('whatever people try, in whatever order', () => {
  test('the trials do reach decisions', () => {
    const decided = fc
      .sample(trials, 600)
      .filter((list) => reviews(run(list)).some(({ review }) => review.decided !== null));
    expect(decided.length).toBeGreaterThan(20);
  });

  test('no class stands without its evidence (I5)', () =>
    check((state) => {
      for (const { id, review } of reviews(state)) {
        if (review.decided === null) continue;
        expect(review.selfAssessment && review.vote && review.proposed && review.residence.settled).toBeTruthy();
        expect(
          state.events.findIndex(({ subject, event }) => subject === id && event.type === 'ClassDecided'),
        ).toBeGreaterThan(
          state.events.findIndex(({ subject, event }) => subject === id && event.type === 'VotesCounted'),
        );
      }
    }));

  test('each class is decided once', () =>
    check((state) => {
      for (const id of MEMBERS) {
        expect(
          state.events.filter(({ subject, event }) => subject === id && event.type === 'ClassDecided').length,
        ).toBeLessThanOrEqual(1);
      }
    }));

  test('every confirmed tally balances', () =>
    check((state) => {
      for (const { tally, lines, confirmed } of Object.values(
        state.world.organisation(organisationStream('2018', 'ban-lang')).meetings,
      )) {
        if (!confirmed || tally === null) continue;
        expect(tally.valid + tally.invalid).toBe(tally.collected);
        for (const { votes } of lines)
          expect(Object.values(votes).reduce((sum, each) => sum + each, 0)).toBe(tally.valid);
      }
    }));

  test('under BLOCK the ceiling is never exceeded', () =>
    check((state) => {
      const counts = state.world.organisation(organisationStream('2018', 'yen-minh')).decidedCounts.members;
      expect(checkCeiling(BLOCKED.ceiling.members, counts).exceeded).toBe(false);
    }));

  test('coverage: every member has a class, a reason for none, or waits', () =>
    check((state) => {
      const counts = state.world.organisation(organisationStream('2018', 'yen-minh')).decidedCounts.members;
      const classified = reviews(state).filter(({ review }) => review.decided !== null).length;
      const sum = QUALITY_CLASSES.reduce((total, one: QualityClass) => total + counts[one], 0);
      expect(sum).toBe(classified);
      expect(state.world.member(memberStream('2018', 'D'))).toMatchObject({ unclassified: 'EXEMPT', decided: null });
    }));

  test('the state is the fold of the events: the same events give the same answers', () =>
    check((state) => {
      const folded = given(state.events);
      for (const id of [...MEMBERS, 'D'])
        expect(folded.world.member(memberStream('2018', id))).toEqual(state.world.member(memberStream('2018', id)));
      expect(folded.world.procedure(CELL)).toEqual(state.world.procedure(CELL));
    }));
});
