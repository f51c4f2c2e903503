import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatCount, formatDecimal, formatPercent } from '../../libs/domain/statistics/format.js';
import { percent, shares, type PercentRule } from '../../libs/domain/statistics/percent.js';

const counts = (EXCELLENT: number, GOOD: number, COMPLETED: number, NOT_COMPLETED: number) => ({
  EXCELLENT,
  GOOD,
  COMPLETED,
  NOT_COMPLETED,
});

describe('a percentage', () => {
  it.each<[number, number, PercentRule, string | null]>([
    [14, 59, { decimals: 1, mode: 'TRUNCATE' }, '23.7'],
    [45, 59, { decimals: 1, mode: 'TRUNCATE' }, '76.2'],
    [45, 59, { decimals: 1, mode: 'HALF_UP' }, '76.3'],
    [581, 3_643, { decimals: 0, mode: 'TRUNCATE' }, '15'],
    [2_656, 3_643, { decimals: 0, mode: 'TRUNCATE' }, '72'],
    [396, 3_643, { decimals: 0, mode: 'TRUNCATE' }, '10'],
    [3_643, 3_820, { decimals: 0, mode: 'TRUNCATE' }, '95'],
    [3_643, 3_820, { decimals: 0, mode: 'HALF_UP' }, '95'],
    [273, 282, { decimals: 1, mode: 'HALF_UP' }, '96.8'],
    [15, 273, { decimals: 1, mode: 'HALF_UP' }, '5.5'],
    [1, 8, { decimals: 2, mode: 'HALF_UP' }, '12.50'],
    [1, 8, { decimals: 0, mode: 'HALF_UP' }, '13'],
    [1, 200, { decimals: 0, mode: 'HALF_UP' }, '1'],
    // 1.005 % is below its half in binary.
    [201, 20_000, { decimals: 2, mode: 'HALF_UP' }, '1.01'],
    [1, 2_000, { decimals: 1, mode: 'TRUNCATE' }, '0.0'],
    [1, 2_000, { decimals: 1, mode: 'HALF_UP' }, '0.1'],
    [0, 59, { decimals: 1, mode: 'TRUNCATE' }, '0.0'],
    [59, 59, { decimals: 1, mode: 'TRUNCATE' }, '100.0'],
    [0, 0, { decimals: 1, mode: 'HALF_UP' }, null],
  ])('of %i in %i under %j is %s', (count, base, rule, expected) => {
    expect(percent(count, base, rule)).toBe(expected);
  });
});

describe('the shares of Bắc Mê 2018', () => {
  it('are, of its organisations, 23,7 and 76,2 %, and a tenth is lost', () => {
    const organisations = shares(counts(14, 45, 0, 0), 59, { decimals: 1, mode: 'TRUNCATE' });
    expect(organisations.classes.EXCELLENT).toEqual({ count: 14, base: 59, percent: '23.7', rounding: 'TRUNCATE' });
    expect(organisations.classes.GOOD.percent).toBe('76.2');
    expect(organisations.residual).toEqual({ count: 0, base: 59, percent: '0.0', rounding: 'TRUNCATE' });
    expect(organisations.lostToRounding).toBe('0.1');
  });

  it('are, of its members, 15, 72 and 10 %; ten members are left', () => {
    const members = shares(counts(581, 2_656, 396, 0), 3_643, { decimals: 0, mode: 'TRUNCATE' });
    expect(Object.values(members.classes).map((share) => share.percent)).toEqual(['15', '72', '10', '0']);
    expect(members.residual.count).toBe(10);
    expect(members.lostToRounding).toBe('3');
  });
});

describe('shares', () => {
  it('let the last one take what remains under COMPLEMENT', () => {
    const thirds = shares(counts(1, 1, 1, 0), 3, { decimals: 1, mode: 'COMPLEMENT' });
    expect(Object.values(thirds.classes).map((share) => share.percent)).toEqual(['33.3', '33.3', '33.4', '0.0']);
    const withRest = shares(counts(1, 1, 0, 0), 3, { decimals: 1, mode: 'COMPLEMENT' });
    expect(withRest.residual.percent).toBe('33.4');
  });

  it('let the largest bear it where the last would fall below zero', () => {
    const printed = shares(counts(335, 335, 325, 5), 1_000, { decimals: 0, mode: 'COMPLEMENT' });
    expect(Object.values(printed.classes).map((share) => share.percent)).toEqual(['32', '34', '33', '1']);
  });

  it('can come to more than 100 when rounded half up, and say so', () => {
    expect(shares(counts(335, 335, 325, 5), 1_000, { decimals: 0, mode: 'HALF_UP' }).lostToRounding).toBe('-2');
  });

  it('have no percentages of an empty base', () => {
    const none = shares(counts(0, 0, 0, 0), 0, { decimals: 1, mode: 'COMPLEMENT' });
    expect(none.classes.GOOD.percent).toBeNull();
    expect(none.lostToRounding).toBeNull();
  });

  it('refuse more in the classes than in the base', () => {
    expect(() => shares(counts(1, 1, 0, 0), 1, { decimals: 1, mode: 'TRUNCATE' })).toThrow(RangeError);
  });

  const some = fc.integer({ min: 0, max: 4_000 });
  const population = fc.tuple(some, some, some, some, some).filter((parts) => parts.some((one) => one > 0));
  const decimals = fc.integer({ min: 0, max: 3 });
  const sumOf = (parts: readonly number[], rule: PercentRule) => {
    const [a = 0, b = 0, c = 0, d = 0, rest = 0] = parts;
    const result = shares(counts(a, b, c, d), a + b + c + d + rest, rule);
    const printed = [...Object.values(result.classes), result.residual].map((share) =>
      Number((share.percent ?? '').replace('.', '')),
    );
    return { printed, sum: printed.reduce((total, one) => total + one, 0), hundred: 100 * 10 ** rule.decimals, result };
  };

  it('come to exactly 100 under COMPLEMENT, none below zero', () => {
    fc.assert(
      fc.property(population, decimals, (parts, digits) => {
        const { printed, sum, hundred, result } = sumOf(parts, { decimals: digits, mode: 'COMPLEMENT' });
        expect(sum).toBe(hundred);
        expect(Number(result.lostToRounding)).toBe(0);
        expect(Math.min(...printed)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('come to at most 100 truncated, and less by under a unit for each share', () => {
    fc.assert(
      fc.property(population, decimals, (parts, digits) => {
        const { sum, hundred } = sumOf(parts, { decimals: digits, mode: 'TRUNCATE' });
        expect(sum).toBeLessThanOrEqual(hundred);
        expect(sum).toBeGreaterThan(hundred - 5);
      }),
    );
  });

  it('say exactly what rounding left over', () => {
    const mode = fc.constantFrom<PercentRule['mode']>('TRUNCATE', 'HALF_UP');
    fc.assert(
      fc.property(population, decimals, mode, (parts, digits, rounding) => {
        const { sum, hundred, result } = sumOf(parts, { decimals: digits, mode: rounding });
        expect(Number((result.lostToRounding ?? '').replace('.', ''))).toBe(hundred - sum);
      }),
    );
  });
});

describe('Vietnamese print', () => {
  it.each([
    ['23.7', '23,7%'],
    ['15', '15%'],
    ['100.0', '100,0%'],
    [null, '–'],
  ])('writes the percentage %s as %s', (text, printed) => {
    expect(formatPercent(text)).toBe(printed);
  });

  it.each([
    [0, '0'],
    [396, '396'],
    [3_643, '3.643'],
    [1_000_000, '1.000.000'],
  ])('writes the count %i as %s', (count, printed) => {
    expect(formatCount(count)).toBe(printed);
  });

  it('writes decimals with a comma', () => {
    expect(formatDecimal('12345.50')).toBe('12.345,50');
  });
});
