import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Command, Recorded } from '../../libs/domain/handling/world.js';
import { isCounted } from '../../libs/domain/organisation-review/evolve.js';
import { isRejection } from '../../libs/domain/rejection.js';
import * as scene from '../support/cell-of-four.js';
import type { Given } from '../support/given.js';
import {
  confirmFirst,
  confirmSecond,
  meeting,
  meetingOf,
  ONLY_CLAIMED,
  open,
  reviewOf,
  TALLY,
  TWO,
  yes,
  type Rated,
} from '../support/two-rounds.js';

const { CELL, CELL_SECRETARY, CELL_DEPUTY } = scene;

describe('whatever is tried in whatever order', () => {
  const counts = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
  const rating = fc.constantFrom<Rated>('GOOD', 'GOOD', 'COMPLETED', 'EXCELLENT');
  const trial = fc.record({
    act: fc.constantFrom('meet', 'first', 'confirm', 'correct', 'second', 'confirmSecond', 'correctSecond'),
    deputy: fc.boolean(),
    classes: fc.tuple(rating, rating, rating),
    counts,
    whom: fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 }),
    claimed: fc.boolean(),
  });
  type Trial = typeof trial extends fc.Arbitrary<infer One> ? One : never;

  const commandOf = (state: Given, { act, classes, counts: [a, b, c], whom }: Trial): Command => {
    const stood = meetingOf(state)?.candidates?.map((subject) => ['A', 'B', 'C'][subject - 1] ?? '') ?? whom;
    const numbers: Readonly<Record<string, number>> = { A: a, B: b, C: c };
    const lines = (whom.length === 1 ? whom : stood).map((member) => ({ member, votes: yes(numbers[member] ?? 0) }));
    const reason = { code: 'MISCOUNTED' };
    const ballot = { case: CELL, meeting: 'm1', tally: TALLY } as const;
    const rated_ = ['A', 'B', 'C'].map((member, index) => ({ member, votes: scene.votes(classes[index] ?? 'GOOD') }));
    switch (act) {
      case 'meet':
        return meeting;
      case 'first':
        return { type: 'recordTally', ...ballot, lines: rated_ };
      case 'confirm':
        return confirmFirst;
      case 'correct':
        return { type: 'correctTally', ...ballot, lines: rated_, reason };
      case 'second':
        return { type: 'recordSecondRound', ...ballot, lines };
      case 'confirmSecond':
        return confirmSecond;
      default:
        return { type: 'correctSecondRound', ...ballot, lines, reason };
    }
  };

  const step = (state: Given, one: Trial): Given => {
    const rules = one.claimed ? ONLY_CLAIMED : TWO;
    const { decision } = state.when(commandOf(state, one), one.deputy ? CELL_DEPUTY : CELL_SECRETARY, rules);
    return isRejection(decision) ? state : state.and(...(decision.events as readonly Recorded[]));
  };

  test('no vote counts before all rounds are confirmed, and nobody is excellent without a second', () => {
    let excellent = 0;
    fc.assert(
      fc.property(fc.array(trial, { minLength: 8, maxLength: 40 }), (trials) => {
        const states = trials.reduce<readonly Given[]>((all, one) => [...all, step(all.at(-1) ?? open, one)], [open]);
        for (const state of states) {
          const held_ = meetingOf(state);
          const votes = ['A', 'B', 'C'].map((id) => reviewOf(state, id).vote);
          const isOver = held_ !== undefined && isCounted(held_);
          expect(votes.every((vote) => (vote !== null) === isOver)).toBe(true);
          for (const vote of votes.filter((each) => each?.voted === 'EXCELLENT')) {
            excellent += 1;
            expect(2 * (vote?.second?.votes.yes ?? 0)).toBeGreaterThan(vote?.second?.base ?? Number.NaN);
            expect(2 * (vote?.votes.GOOD ?? 0)).toBeGreaterThan(3);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(excellent).toBeGreaterThan(0);
  });
});
