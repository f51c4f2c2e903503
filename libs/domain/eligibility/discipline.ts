import type { Facts } from '../assessment/facts.js';
import { DISCIPLINE_FORMS } from '../registry/events.js';
import type { DisciplineFact } from '../registry/snapshot.js';
import type { DisciplineRules, Rulebook } from '../rulebook.js';

/** The year and the place that a class is given for: the member's organisation and those above it. */
export interface ClassifiedIn {
  readonly year: number;
  readonly organisations: readonly string[];
}

/**
 * What a member's disciplines say of the class of one year. `disciplinedInYear` and `disciplineRank` (1 khiển trách …
 * 4 khai trừ) speak against it; the other two tell that a year before, or another organisation, is concerned.
 */
export function disciplineFacts(
  disciplines: readonly DisciplineFact[],
  { discipline }: Pick<Rulebook, 'discipline'>,
  { year, organisations }: ClassifiedIn,
): Facts {
  const rules = discipline ?? DEFAULT;
  const concerned = disciplines.filter((one) => yearOf(one.decidedOn) === year || yearsOf(one).includes(year));
  const elsewhere = concerned.filter((one) => !rules.countsElsewhere && isElsewhere(one, organisations));
  const here = concerned.filter((one) => !elsewhere.includes(one));
  const counted = here.filter((one) =>
    (rules.countsIn === 'YEAR_OF_DECISION' ? [yearOf(one.decidedOn)] : yearsOf(one)).includes(year),
  );
  const earlier = here.filter((one) => yearOf(one.decidedOn) === year && !yearsOf(one).includes(year));
  const ranks = counted.map(({ form }) => DISCIPLINE_FORMS.indexOf(form) + 1);
  return {
    ...(counted.length > 0 ? { disciplinedInYear: true } : {}),
    ...(discipline !== undefined && counted.length > 0 ? { disciplineRank: Math.max(...ranks) } : {}),
    ...(discipline !== undefined && earlier.length > 0 ? { disciplinedForEarlierYear: true } : {}),
    ...(elsewhere.length > 0 ? { disciplinedElsewhere: true } : {}),
  };
}

const DEFAULT: Omit<DisciplineRules, 'source'> = { countsIn: 'YEAR_OF_DECISION', countsElsewhere: true };

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** Years of the violation; where nothing is said of it, that of the decision. */
function yearsOf({ violationFrom, violationUntil, decidedOn }: DisciplineFact): readonly number[] {
  const from = yearOf(violationFrom ?? violationUntil ?? decidedOn);
  const until = yearOf(violationUntil ?? violationFrom ?? decidedOn);
  return Array.from({ length: Math.max(1, until - from + 1) }, (_, index) => from + index);
}

function isElsewhere({ organisation }: DisciplineFact, here: readonly string[]): boolean {
  return organisation !== null && !here.includes(organisation);
}
