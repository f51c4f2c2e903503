import { equivalentClass } from '../../../libs/domain/assessment/equivalent-class.js';
import type { Population, QualityClass } from '../../../libs/domain/classes.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import { CYCLES_BY_INDEX } from '../reading/cycles-of-year.js';
import type { Query, Reading } from '../reading/read-models.js';
import type { ExplainedResult } from './results.schema.js';

export interface DecidedClass {
  readonly subject: string;
  readonly cycle: string;
  readonly year: number;
  readonly rulebook: string;
  readonly class: QualityClass;
}

/** $1 the year, $2 the kind of stream, $3 its subjects. */
const DECIDED_IN_YEAR: Query = {
  name: 'decided-in-year',
  text: `
    WITH RECURSIVE ${CYCLES_BY_INDEX}
    SELECT w.subject, c.id AS cycle, c.year, c.rulebook, s.decided_class AS class
    FROM cycle_year c CROSS JOIN unnest($3::text[]) AS w(subject)
    JOIN stream s ON s.id = $2 || '/' || c.id || '/' || w.subject
    WHERE c.year = $1 AND s.decided_class IS NOT NULL
    ORDER BY w.subject, c.id`,
};

/** What was decided in a year on these members or organisations. */
export function decidedIn(
  reading: Reading,
  year: number,
  population: Population,
  subjects: readonly string[],
): Promise<readonly DecidedClass[]> {
  const kind = population === 'members' ? 'member-review' : 'organisation-review';
  return reading.rows<DecidedClass>(DECIDED_IN_YEAR, year, kind, subjects);
}

/** Classes of the year before, each as the rulebook of this year reads it. */
export function readAs(
  rows: readonly DecidedClass[],
  population: Population,
  now: Rulebook,
): ExplainedResult['yearBefore'] {
  return rows.map((row) => {
    const equivalent = equivalentClass(row.class, population, rulebookOf(row.rulebook, null), now);
    return { ...row, readsAs: equivalent?.class ?? null, source: equivalent?.source ? { ...equivalent.source } : null };
  });
}
