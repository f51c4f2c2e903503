import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasQuorum, majorityBase, votedClass } from '../../libs/domain/ballot/majority.js';
import { secondRound } from '../../libs/domain/ballot/second-round.js';
import { tallyProblem, type LineVotes, type Tally } from '../../libs/domain/ballot/tally.js';
import { QUALITY_CLASSES } from '../../libs/domain/classes.js';
import type { BallotRules } from '../../libs/domain/rulebook.js';

const balanced: Tally = { convened: 20, present: 17, issued: 17, collected: 16, valid: 15, invalid: 1 };
const votes = (EXCELLENT: number, GOOD: number, COMPLETED: number, NOT_COMPLETED: number, blank = 0): LineVotes => ({
  EXCELLENT,
  GOOD,
  COMPLETED,
  NOT_COMPLETED,
  blank,
});
const rules = (majorityBase: BallotRules['majorityBase'], quorum: number | null = null): BallotRules => ({
  mode: 'SECRET',
  rounds: 1,
  majorityBase,
  onNoMajority: 'LOWER_CLASS',
  quorum,
  source: { document: 'test' },
});

describe('a tally', () => {
  it('balances', () => {
    expect(tallyProblem(balanced, [votes(3, 9, 2, 1), votes(0, 14, 0, 0, 1)])).toBeNull();
  });

  it.each<[string, Partial<Tally>]>([
    ['PRESENT_EXCEEDS_CONVENED', { convened: 16 }],
    ['BALLOTS_ISSUED_EXCEED_PRESENT', { issued: 18 }],
    ['BALLOTS_COLLECTED_EXCEED_ISSUED', { collected: 18 }],
    ['BALLOTS_VALID_EXCEED_COLLECTED', { valid: 17 }],
    ['BALLOTS_INVALID_MISMATCH', { invalid: 0 }],
    ['BALLOT_COUNT_INVALID', { issued: -1 }],
    ['BALLOT_COUNT_INVALID', { present: 16.5 }],
    ['BALLOT_COUNT_INVALID', { valid: Number.NaN }],
    ['BALLOT_COUNT_INVALID', { convened: Number.POSITIVE_INFINITY }],
  ])('is refused as %s with %j', (code, change) => {
    expect(tallyProblem({ ...balanced, ...change }, [votes(3, 9, 2, 1)])?.rejected).toBe(code);
  });

  it('names the line whose votes are not the valid ballots', () => {
    expect(tallyProblem(balanced, [votes(3, 9, 2, 1), votes(3, 9, 2, 0)])).toEqual({
      rejected: 'VOTES_DO_NOT_BALANCE',
      details: { line: 1, votes: 14, valid: 15 },
    });
  });

  it('refuses a negative vote that would make the sum right', () => {
    expect(tallyProblem(balanced, [votes(-1, 16, 0, 0)])?.rejected).toBe('BALLOT_COUNT_INVALID');
  });

  const head = fc.integer({ min: 0, max: 200 });

  it('accepts whatever was really counted', () => {
    const counted = fc.record({
      absent: head,
      noBallot: head,
      kept: head,
      spoiled: head,
      marks: fc.tuple(head, head, head, head, head),
    });
    fc.assert(
      fc.property(counted, ({ absent, noBallot, kept, spoiled, marks }) => {
        const valid = marks.reduce((sum, one) => sum + one, 0);
        const collected = valid + spoiled;
        const issued = collected + kept;
        const present = issued + noBallot;
        const tally = { convened: present + absent, present, issued, collected, valid, invalid: spoiled };
        expect(tallyProblem(tally, [votes(...marks)])).toBeNull();
      }),
    );
  });

  it('accepts exactly what balances', () => {
    const slip = fc.integer({ min: -1, max: 1 });
    fc.assert(
      fc.property(
        fc.record({ convened: slip, present: slip, issued: slip, collected: slip, valid: slip, invalid: slip }),
        slip,
        (by, good) => {
          const one: Tally = {
            convened: 5 + by.convened,
            present: 5 + by.present,
            issued: 5 + by.issued,
            collected: 5 + by.collected,
            valid: 4 + by.valid,
            invalid: 1 + by.invalid,
          };
          const balances =
            one.convened >= one.present &&
            one.present >= one.issued &&
            one.issued >= one.collected &&
            one.valid + one.invalid === one.collected &&
            3 + good + 1 === one.valid;
          expect(tallyProblem(one, [votes(1, 3 + good, 0, 0)]) === null).toBe(balances);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('the base of the majority', () => {
  // Worked case: 20 official and 2 probationary members, 17 official ones present (QĐ 294-QĐ/TW, 9.3.2).
  const attendance = { convenedOfficial: 20, presentOfficial: 17, valid: 16 };

  it.each<[BallotRules['majorityBase'], number]>([
    ['CONVENED_EFFECTIVE', 20],
    ['PRESENT', 17],
    ['VALID', 16],
  ])('is under %s %i', (base, expected) => {
    expect(majorityBase(rules(base), attendance)).toBe(expected);
  });

  it('asks for a quorum only where the rulebook does', () => {
    expect(hasQuorum(rules('PRESENT'), { ...attendance, presentOfficial: 1 })).toBe(true);
    expect(hasQuorum(rules('PRESENT', 0.85), attendance)).toBe(true);
    expect(hasQuorum(rules('PRESENT', 0.85), { ...attendance, presentOfficial: 16 })).toBe(false);
  });
});

describe('the class that a vote reaches', () => {
  const LOWER = { onNoMajority: 'LOWER_CLASS' } as const;
  const REFER = { onNoMajority: 'REFER_TO_SUPERIOR' } as const;
  it.each([
    [votes(11, 5, 0, 0), 20, 'EXCELLENT', false],
    [votes(10, 6, 0, 0), 20, 'GOOD', true],
    [votes(9, 7, 0, 0), 20, 'GOOD', false],
    [votes(9, 1, 6, 0), 20, 'COMPLETED', true],
    [votes(0, 10, 0, 1), 20, 'NOT_COMPLETED', true],
    [votes(0, 0, 0, 11), 20, 'NOT_COMPLETED', false],
    [votes(5, 5, 0, 0, 6), 20, null, true],
    [votes(4, 5, 0, 0, 7), 20, null, false],
    [votes(9, 0, 0, 0), 17, 'EXCELLENT', false],
    [votes(0, 0, 0, 0), 0, null, false],
  ] as const)('%j of %i: %s, tie %s', (line, base, reached, tie) => {
    expect(votedClass(LOWER, line, base)).toEqual({ class: reached, tie });
  });

  it.each([
    [votes(11, 5, 0, 0), 20, 'EXCELLENT', false],
    [votes(9, 7, 0, 0), 20, null, false],
    [votes(9, 1, 6, 0), 20, null, false],
    [votes(0, 10, 6, 0), 20, null, true],
    [votes(0, 4, 12, 0), 20, 'COMPLETED', false],
    [votes(5, 5, 5, 1), 16, null, false],
  ] as const)('%j of %i, where spread votes are referred: %s, tie %s', (line, base, reached, tie) => {
    expect(votedClass(REFER, line, base)).toEqual({ class: reached, tie });
  });

  it('is the same under either rule where one class has the majority for itself, and referred never better', () => {
    const mark = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(fc.tuple(mark, mark, mark, mark), fc.integer({ min: 1, max: 100 }), (marks, base) => {
        const line = votes(...marks);
        const alone = QUALITY_CLASSES.filter((name) => 2 * line[name] > base);
        const referred = votedClass(REFER, line, base).class;
        expect(referred).toBe(alone[0] ?? null);
        const lowered = votedClass(LOWER, line, base).class;
        if (referred !== null && lowered !== null)
          expect(QUALITY_CLASSES.indexOf(referred)).toBeGreaterThanOrEqual(QUALITY_CLASSES.indexOf(lowered));
      }),
    );
  });

  it('is the highest that more than half voted for or above', () => {
    const mark = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(fc.tuple(mark, mark, mark, mark), fc.integer({ min: 1, max: 100 }), (marks, base) => {
        const reached = votedClass(LOWER, votes(...marks), base).class;
        const forOrAbove = (index: number): number => marks.slice(0, index + 1).reduce((sum, one) => sum + one, 0);
        const winners = QUALITY_CLASSES.filter((_, index) => forOrAbove(index) > base / 2);
        expect(reached).toBe(winners[0] ?? null);
      }),
    );
  });

  it('never falls when a voter moves up', () => {
    const mark = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(
        fc.tuple(mark, mark, mark, mark),
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 1, max: 100 }),
        (marks, to, base) => {
          const moved = marks.map((one, index) => (index === to ? one + 1 : index === to + 1 ? one - 1 : one));
          const [a = 0, b = 0, c = 0, d = 0] = moved;
          const rank = (line: LineVotes): number => {
            const { class: reached } = votedClass(LOWER, line, base);
            return reached === null ? 4 : QUALITY_CLASSES.indexOf(reached);
          };
          expect(rank(votes(a, b, c, d))).toBeLessThanOrEqual(rank(votes(...marks)));
        },
      ),
    );
  });

  it('raises only those rated GOOD in the second round', () => {
    const good = { class: 'GOOD', tie: false } as const;
    expect(secondRound(good, 11, 20)).toEqual({ class: 'EXCELLENT', tie: false });
    expect(secondRound(good, 10, 20)).toEqual({ class: 'GOOD', tie: true });
    expect(secondRound(good, 9, 20)).toEqual(good);
    expect(secondRound({ class: 'COMPLETED', tie: false }, 20, 20)).toEqual({ class: 'COMPLETED', tie: false });
  });
});
