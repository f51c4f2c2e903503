import { checkCeiling } from '../../../../../libs/domain/ceiling/ceiling.js';
import type { CeilingRules } from '../../../../../libs/domain/rulebook.js';
import type { QualityClass } from '../../../../../libs/domain/classes.js';
import type { SheetCeiling } from '../../http/answers.js';

interface Line {
  readonly class: QualityClass;
}

/** What a body decides now under a ceiling that blocks: the excellent as far as there is room, all others at once. */
export function underCeiling<L extends Line>(
  rules: CeilingRules,
  { measured, base }: SheetCeiling,
  lines: readonly L[],
): readonly L[] {
  if (rules.enforcement !== 'BLOCK') return lines;
  const others = lines.filter((line) => line.class !== 'EXCELLENT');
  let decided = others;
  for (const line of lines.filter((one) => one.class === 'EXCELLENT')) {
    const more = [...decided, line];
    if (fits(rules, { measured, base }, more)) decided = more;
  }
  return decided;
}

function fits(rules: CeilingRules, { measured, base }: SheetCeiling, lines: readonly Line[]): boolean {
  const count = (name: QualityClass): number => lines.filter((line) => line.class === name).length;
  const before = rules.base === 'GOOD_ONLY' ? base : base - measured;
  const counts = {
    EXCELLENT: measured + count('EXCELLENT'),
    GOOD: before + count('GOOD'),
    COMPLETED: count('COMPLETED'),
    NOT_COMPLETED: count('NOT_COMPLETED'),
  };
  return !checkCeiling(rules, counts).exceeded;
}
