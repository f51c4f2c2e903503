import { describe, expect, it } from '@jest/globals';
import { disciplineFacts } from '../../libs/domain/eligibility/discipline.js';
import type { DisciplineFact } from '../../libs/domain/registry/snapshot.js';
import type { DisciplineRules } from '../../libs/domain/rulebook.js';

const one = (change: Partial<DisciplineFact> = {}): DisciplineFact => ({
  form: 'WARNING',
  decidedOn: '2023-06-01',
  violationFrom: null,
  violationUntil: null,
  organisation: null,
  ...change,
});
const source = { document: 'test' };
const BY_VIOLATION: DisciplineRules = { countsIn: 'YEAR_OF_VIOLATION', countsElsewhere: false, source };
const BY_DECISION: DisciplineRules = { countsIn: 'YEAR_OF_DECISION', countsElsewhere: false, source };
const of2023 = (rules: DisciplineRules | undefined, ...disciplines: readonly DisciplineFact[]) =>
  disciplineFacts(disciplines, rules === undefined ? {} : { discipline: rules }, {
    year: 2023,
    organisations: ['chi-bo', 'xa'],
  });

describe('a discipline', () => {
  it('speaks against the year in which it was decided, where the rulebook says nothing', () => {
    expect(of2023(undefined, one())).toEqual({ disciplinedInYear: true });
    expect(of2023(undefined, one({ decidedOn: '2022-12-31' }))).toEqual({});
    expect(of2023(undefined, one({ organisation: 'elsewhere' }))).toEqual({ disciplinedInYear: true });
    expect(of2023(undefined)).toEqual({});
  });

  // QĐ 124-QĐ/TW, điều 12 §4.5: the earlier year is examined anew.
  it('of a violation in an earlier year leaves this one alone under RS-2023', () => {
    const late = one({ violationFrom: '2021-03-01', violationUntil: '2021-04-01' });
    expect(of2023(BY_VIOLATION, late)).toEqual({ disciplinedForEarlierYear: true });
    expect(of2023(BY_VIOLATION, one({ violationFrom: '2022-11-01', violationUntil: '2023-02-01' }))).toEqual({
      disciplinedInYear: true,
      disciplineRank: 2,
    });
  });

  // QĐ 366-QĐ/TW, điều 11: classed at the present assessment.
  it('of a violation in an earlier year counts now under RS-2025', () => {
    const late = one({ form: 'REPRIMAND', violationFrom: '2021-03-01' });
    expect(of2023(BY_DECISION, late)).toEqual({
      disciplinedInYear: true,
      disciplineRank: 1,
      disciplinedForEarlierYear: true,
    });
  });

  // QĐ 124-QĐ/TW, điều 12 §4.6; QĐ 366-QĐ/TW, điều 11.
  it.each([BY_VIOLATION, BY_DECISION])('of a violation at the old unit counts for that one', (rules) => {
    expect(of2023(rules, one({ organisation: 'don-vi-cu' }))).toEqual({ disciplinedElsewhere: true });
    expect(of2023(rules, one({ organisation: 'xa' }))).toEqual({ disciplinedInYear: true, disciplineRank: 2 });
  });

  it('at both units counts for each by its own act', () => {
    const both = [
      one({ organisation: 'don-vi-cu', form: 'DISMISSAL' }),
      one({ organisation: 'chi-bo', form: 'REPRIMAND' }),
    ];
    expect(of2023(BY_DECISION, ...both)).toEqual({
      disciplinedInYear: true,
      disciplineRank: 1,
      disciplinedElsewhere: true,
    });
  });

  it('of the heaviest form gives the rank', () => {
    const facts = of2023(BY_DECISION, one({ form: 'REPRIMAND' }), one({ form: 'EXPULSION' }), one({ form: 'WARNING' }));
    expect(facts['disciplineRank']).toBe(4);
  });
});
