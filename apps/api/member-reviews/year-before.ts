import { equivalentClass } from '../../../libs/domain/assessment/equivalent-class.js';
import type { Population, QualityClass } from '../../../libs/domain/classes.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import { CYCLES_BY_INDEX } from '../reading/cycles-of-year.js';
import type { Query } from '../reading/read-models.js';
import type { ExplainedResult } from './member-review.schema.js';

export interface YearBeforeRow {
  readonly subject: string;
  readonly cycle: string;
  readonly year: number;
  readonly rulebook: string;
  readonly class: QualityClass;
}

/** $1 the year, $2 the kind of stream, $3 members or organisations: what was decided on them in that year. */
export const YEAR_BEFORE: Query = {
  name: 'year-before',
  text: `
    WITH RECURSIVE ${CYCLES_BY_INDEX}
    SELECT w.subject, c.id AS cycle, c.year, c.rulebook, s.decided_class AS class
    FROM cycle_year c CROSS JOIN unnest($3::text[]) AS w(subject)
    JOIN stream s ON s.id = $2 || '/' || c.id || '/' || w.subject
    WHERE c.year = $1 AND s.decided_class IS NOT NULL
    ORDER BY w.subject, c.id`,
};

/** Classes of the year before, each as the rulebook of this year reads it. */
export function readAs(
  rows: readonly YearBeforeRow[],
  population: Population,
  now: Rulebook,
): ExplainedResult['yearBefore'] {
  return rows.map((row) => {
    const equivalent = equivalentClass(row.class, population, rulebookOf(row.rulebook, null), now);
    return { ...row, readsAs: equivalent?.class ?? null, source: equivalent?.source ? { ...equivalent.source } : null };
  });
}
