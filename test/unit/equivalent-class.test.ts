import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { twiceLowestFindings } from '../../apps/api/reports/findings.js';
import { equivalentClass } from '../../libs/domain/assessment/equivalent-class.js';
import { QUALITY_CLASSES } from '../../libs/domain/classes.js';
import type { Equivalence, Rulebook } from '../../libs/domain/rulebook.js';
import { listRulebooks, loadRulebook } from '../../libs/rulebook/load-rulebook.js';

const ids = listRulebooks('rulebooks').map(({ id }) => id);
const books = new Map(ids.map((id) => [id, loadRulebook(id, 'rulebooks')]));
function bookOf(id: string): Rulebook {
  const found = books.get(id);
  if (found === undefined) throw new Error(id);
  return found;
}
const source = { document: 'test' };
const SAME = { EXCELLENT: 'EXCELLENT', GOOD: 'GOOD', COMPLETED: 'COMPLETED', NOT_COMPLETED: 'NOT_COMPLETED' } as const;
const book = (id: string, equivalents: readonly Equivalence[] = [], lineage: readonly string[] = []) => ({
  id,
  equivalents,
  lineage,
});

describe('a class of another rule set', () => {
  it.each(ids.flatMap((from) => ids.map((to) => [from, to] as const)))('of %s reads in %s', (from, to) => {
    for (const population of ['members', 'organisations'] as const)
      for (const name of QUALITY_CLASSES)
        expect(equivalentClass(name, population, bookOf(from), bookOf(to))?.class).toBe(name);
  });

  it('needs no table within a rule set and its supplements', () => {
    expect(equivalentClass('GOOD', 'members', bookOf('rs-2018'), bookOf('rs-2018-ha-giang'))?.source).toBeNull();
    expect(equivalentClass('GOOD', 'members', bookOf('rs-2014'), bookOf('rs-2018-ha-giang'))?.source).not.toBeNull();
  });

  const merged = { ...SAME, EXCELLENT: 'GOOD' } as const;
  it('is read forwards by population, and says where that stands', () => {
    const to = book('new', [{ rulebook: 'old', members: SAME, organisations: merged, source }]);
    expect(equivalentClass('EXCELLENT', 'organisations', book('old'), to)).toEqual({ class: 'GOOD', source });
    expect(equivalentClass('EXCELLENT', 'members', book('old-local', [], ['old']), to)?.class).toBe('EXCELLENT');
  });

  it('is read backwards only where one class stands for one', () => {
    const from = book('old', [{ rulebook: 'new', members: SAME, organisations: merged, source }]);
    expect(equivalentClass('COMPLETED', 'organisations', from, book('new'))).toEqual({ class: 'COMPLETED', source });
    expect(equivalentClass('GOOD', 'organisations', from, book('new'))).toBeNull();
    expect(equivalentClass('EXCELLENT', 'organisations', from, book('new'))).toBeNull();
  });

  it('is unknown where no table speaks of both', () => {
    expect(equivalentClass('GOOD', 'members', book('a'), book('b'))).toBeNull();
  });

  it('comes back as it was where a table is one to one', () => {
    const orders = fc.shuffledSubarray([...QUALITY_CLASSES], { minLength: 4 });
    fc.assert(
      fc.property(orders, fc.constantFrom(...QUALITY_CLASSES), ([a, b, c, d], name) => {
        if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four');
        const table = { EXCELLENT: a, GOOD: b, COMPLETED: c, NOT_COMPLETED: d };
        const to = book('to', [{ rulebook: 'from', members: table, organisations: table, source }]);
        const there = equivalentClass(name, 'members', book('from'), to);
        expect(there && equivalentClass(there.class, 'members', to, book('from'))?.class).toBe(name);
      }),
    );
  });
});

describe('the lowest class two years running', () => {
  const rows = [
    { population: 'members', subject: 'a', rulebook: 'rs-2018', before: 'NOT_COMPLETED' },
    { population: 'members', subject: 'b', rulebook: 'rs-2018', before: 'COMPLETED' },
    { population: 'organisations', subject: 'xa', rulebook: 'rs-2014', before: 'NOT_COMPLETED' },
  ] as const;

  it('is found across rule sets, by population', () => {
    const found = twiceLowestFindings(rows, bookOf('rs-2019'), bookOf);
    expect(found.map(({ code, data }) => ({ code, data }))).toEqual([
      { code: 'LOWEST_TWICE', data: { population: 'members', subjects: ['a'] } },
      { code: 'LOWEST_TWICE', data: { population: 'organisations', subjects: ['xa'] } },
    ]);
    expect(twiceLowestFindings(rows.slice(1, 2), bookOf('rs-2019'), bookOf)).toEqual([]);
  });
});
