import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ceilingReadings, checkCeiling, countClasses, type Counts } from '../../libs/domain/ceiling/ceiling.js';
import type { CeilingRules } from '../../libs/domain/rulebook.js';

const rules = (change: Partial<CeilingRules> = {}): CeilingRules => ({
  ratio: 0.2,
  base: 'GOOD_ONLY',
  scope: 'GRASSROOTS_ORG',
  rounding: 'FLOOR',
  enforcement: 'BLOCK',
  exceptionRatio: null,
  likeGroups: [],
  source: { document: 'test' },
  ...change,
});
const counts = (EXCELLENT: number, GOOD: number, COMPLETED = 0, NOT_COMPLETED = 0): Counts => ({
  EXCELLENT,
  GOOD,
  COMPLETED,
  NOT_COMPLETED,
});

describe('the ceiling', () => {
  it.each<[string, Partial<CeilingRules>, Counts, number, number, boolean]>([
    ['excellent ones are not in their own base', {}, counts(2, 10), 10, 2, false],
    ['one more is too many', {}, counts(3, 10), 10, 2, true],
    ['a part does not count: 20 % of 14 is 2.8', {}, counts(3, 14), 14, 2, true],
    ['… unless the rule rounds up', { rounding: 'CEIL' }, counts(3, 14), 14, 3, false],
    ['… or half up: 2.8 is 3', { rounding: 'HALF_UP' }, counts(3, 14), 14, 3, false],
    ['… and 2.4 is 2', { rounding: 'HALF_UP' }, counts(3, 12), 12, 2, true],
    ['a cell of four has none', {}, counts(1, 3), 3, 0, true],
    ['good and above', { base: 'GOOD_AND_ABOVE' }, counts(3, 12), 15, 3, false],
    ['all classified', { base: 'ALL_CLASSIFIED' }, counts(4, 10, 5, 1), 20, 4, false],
    ['nobody at all', {}, counts(0, 0), 0, 0, false],
    // In binary, 0.07 × 100 is above 7 and 0.29 × 100 below 29.
    ['0.07 of 100 is 7, rounded up too', { ratio: 0.07, rounding: 'CEIL' }, counts(8, 100), 100, 7, true],
    ['0.29 of 100 is 29, rounded down too', { ratio: 0.29 }, counts(29, 100), 100, 29, false],
    ['a whole ratio', { ratio: 1 }, counts(5, 5), 5, 5, false],
  ])('%s', (_name, change, given, base, allowed, exceeded) => {
    expect(checkCeiling(rules(change), given)).toMatchObject({ base, allowed, measured: given.EXCELLENT, exceeded });
  });

  it('says which rule it applied and where that comes from', () => {
    expect(checkCeiling(rules({ enforcement: 'WARN' }), counts(1, 5))).toMatchObject({
      rule: { ratio: 0.2, base: 'GOOD_ONLY', scope: 'GRASSROOTS_ORG', rounding: 'FLOOR', enforcement: 'WARN' },
      source: { document: 'test' },
    });
  });

  it('lifts the ratio by a granted exception, never above its limit and never the base', () => {
    const outstanding = rules({ exceptionRatio: 0.25 });
    expect(checkCeiling(outstanding, counts(25, 100), 0.25)).toMatchObject({ allowed: 25, base: 100, exceeded: false });
    expect(checkCeiling(outstanding, counts(30, 100), 0.4)).toMatchObject({ allowed: 25, exceeded: true });
    expect(checkCeiling(outstanding, counts(25, 100))).toMatchObject({ allowed: 20, exceeded: true });
    expect(checkCeiling(outstanding, counts(20, 100), 0.1)).toMatchObject({ allowed: 20, exceeded: false });
    expect(checkCeiling(rules(), counts(25, 100), 0.25)).toMatchObject({ allowed: 20, exceeded: true });
  });

  const some = fc.integer({ min: 0, max: 5_000 });
  const anyRules = fc
    .record({
      ratio: fc.integer({ min: 0, max: 10_000 }).map((parts) => parts / 10_000),
      base: fc.constantFrom<CeilingRules['base']>('GOOD_ONLY', 'GOOD_AND_ABOVE', 'ALL_CLASSIFIED'),
      rounding: fc.constantFrom<CeilingRules['rounding']>('FLOOR', 'CEIL', 'HALF_UP'),
    })
    .map((change) => rules(change));

  it('allows no fewer when another becomes good', () => {
    fc.assert(
      fc.property(anyRules, some, some, (one, excellent, good) => {
        const before = checkCeiling(one, counts(excellent, good));
        const after = checkCeiling(one, counts(excellent, good + 1));
        expect(after.allowed).toBeGreaterThanOrEqual(before.allowed);
        if (!before.exceeded) expect(after.exceeded).toBe(false);
      }),
    );
  });

  it('once exceeded stays exceeded when one more is rated excellent instead of good', () => {
    fc.assert(
      fc.property(anyRules, some, fc.integer({ min: 1, max: 5_000 }), (one, excellent, good) => {
        fc.pre(checkCeiling(one, counts(excellent, good)).exceeded);
        expect(checkCeiling(one, counts(excellent + 1, good - 1)).exceeded).toBe(true);
      }),
    );
  });

  it('rounds to the whole number that the rounding names', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 10_000 }), (good, parts) => {
        const allowed = (rounding: CeilingRules['rounding']): number =>
          checkCeiling(rules({ ratio: parts / 10_000, rounding }), counts(0, good)).allowed;
        const exact = good * parts;
        expect(allowed('FLOOR')).toBe((exact - (exact % 10_000)) / 10_000);
        expect(allowed('CEIL')).toBe(allowed('FLOOR') + (exact % 10_000 === 0 ? 0 : 1));
        expect(allowed('HALF_UP')).toBe(allowed('FLOOR') + (exact % 10_000 >= 5_000 ? 1 : 0));
      }),
    );
  });
});

describe('the readings of one ceiling', () => {
  it('are for Bắc Mê 2018 21,9, 17,9 and 15,9 %', () => {
    expect(ceilingReadings(counts(581, 2_656, 396, 10), 1)).toEqual([
      { base: 'GOOD_ONLY', measured: 581, of: 2_656, percent: '21.9', rounding: 'HALF_UP' },
      { base: 'GOOD_AND_ABOVE', measured: 581, of: 3_237, percent: '17.9', rounding: 'HALF_UP' },
      { base: 'ALL_CLASSIFIED', measured: 581, of: 3_643, percent: '15.9', rounding: 'HALF_UP' },
    ]);
  });

  it('have no percentage of an empty base', () => {
    expect(ceilingReadings(counts(1, 0), 1).map(({ percent }) => percent)).toEqual([null, '100.0', '100.0']);
  });
});

it('counts classes', () => {
  expect(countClasses(['GOOD', 'EXCELLENT', 'GOOD'])).toEqual(counts(1, 2));
});
