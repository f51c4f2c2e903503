import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstRoundVotesFor, secondVotesFor, tallyOf } from '../../apps/cli/scenario/generate/ballots.js';
import { randomOf } from '../../apps/cli/scenario/generate/random.js';
import { votedClass } from '../../libs/domain/ballot/majority.js';
import { secondRound } from '../../libs/domain/ballot/second-round.js';
import { tallyProblem } from '../../libs/domain/ballot/tally.js';
import { QUALITY_CLASSES } from '../../libs/domain/classes.js';

describe('votes that a scenario casts in two rounds', () => {
  const turnout = fc
    .record({ convened: fc.integer({ min: 1, max: 120 }), away: fc.nat(40) })
    .map(({ convened, away }) => ({
      convened,
      present: Math.max(Math.floor(convened / 2) + 1, convened - away),
      invalid: 0,
    }));

  const rules = fc.constantFrom('LOWER_CLASS', 'REFER_TO_SUPERIOR');

  it('balance, hold no excellent in the first, and reach the wanted class and no better one', () => {
    fc.assert(
      fc.property(turnout, fc.constantFrom(...QUALITY_CLASSES), rules, fc.nat(), (came, wanted, onNoMajority, seed) => {
        const random = randomOf(seed, 'votes');
        const first = firstRoundVotesFor(wanted, came, random);
        expect(first.EXCELLENT).toBe(0);
        expect(tallyProblem(tallyOf(came), [first])).toBeNull();
        const rated = votedClass({ onNoMajority }, first, came.convened);
        const { yes, no, blank } = secondVotesFor(wanted, came, random);
        expect(yes + no + blank).toBe(tallyOf(came).valid);
        expect(Math.min(yes, no, blank)).toBeGreaterThanOrEqual(0);
        expect(secondRound(rated, yes, came.convened).class).toBe(wanted);
      }),
    );
  });
});
