import { QUALITY_CLASSES, type Population, type QualityClass } from '../classes.js';
import type { Equivalence, Rulebook } from '../rulebook.js';
import type { Source } from '../source.js';

type Book = Pick<Rulebook, 'id' | 'lineage' | 'equivalents'>;

export interface EquivalentClass {
  readonly class: QualityClass;
  /** Where it is said; null: one rule set and its supplements need no table. */
  readonly source: Source | null;
}

/**
 * How a class given under one rule set reads in another, for views over years and conditions on the year before.
 * The table of either may say so, that of an earlier one backwards where it is one to one; null: neither does.
 */
export function equivalentClass(
  given: QualityClass,
  population: Population,
  from: Book,
  to: Book,
): EquivalentClass | null {
  if (familyOf(from).some((id) => familyOf(to).includes(id))) return { class: given, source: null };
  const forwards = tableFor(to, from);
  if (forwards !== undefined) return { class: forwards[population][given], source: forwards.source };
  const backwards = tableFor(from, to);
  const [only, ...others] = QUALITY_CLASSES.filter((name) => backwards?.[population][name] === given);
  return backwards === undefined || only === undefined || others.length > 0
    ? null
    : { class: only, source: backwards.source };
}

const familyOf = ({ id, lineage = [] }: Book): readonly string[] => [id, ...lineage];

function tableFor({ equivalents = [] }: Book, other: Book): Equivalence | undefined {
  return equivalents.find(({ rulebook }) => familyOf(other).includes(rulebook));
}
