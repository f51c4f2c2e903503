import { equivalentClass } from '../../../libs/domain/assessment/equivalent-class.js';
import type { Population, QualityClass } from '../../../libs/domain/classes.js';
import { memberStream, organisationStream } from '../../../libs/domain/ids.js';
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

/** What was decided in the year before, as it is known where the reading stands. */
export async function classesBefore(
  reading: Reading,
  year: number,
  population: Population,
  subjects: readonly string[],
): Promise<readonly DecidedClass[]> {
  const streamOf = population === 'members' ? memberStream : organisationStream;
  const before = await reading.ofYear(year - 1, (cycle) => subjects.map((subject) => streamOf(cycle, subject)));
  return before.rows<DecidedClass>(DECIDED_IN_YEAR, year - 1, KINDS[population], subjects);
}

const KINDS = { members: 'member-review', organisations: 'organisation-review' } as const;

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
