import { checkCeiling } from '../../../../../libs/domain/ceiling/ceiling.js';
import type { CeilingRules } from '../../../../../libs/domain/rulebook.js';
import type { QualityClass } from '../../../../../libs/domain/classes.js';
import type { DecisionSheet, SheetCeiling } from '../../http/answers.js';

interface Line {
  readonly class: QualityClass;
  /** Like group that shares a ceiling, where there are any. */
  readonly group: string | null;
}

/** The same where each like group has its ceiling: whoever finds no room in one leaves the others standing. */
export function underCeilings<L extends Line>(
  rules: CeilingRules,
  { ceiling, ceilings }: Pick<DecisionSheet['submissions'][number], 'ceiling' | 'ceilings'>,
  lines: readonly L[],
): readonly L[] {
  return [...new Set(lines.map(({ group }) => group))].flatMap((group) =>
    underCeiling(
      rules,
      group === null ? ceiling : (ceilings.find((one) => one.group === group) ?? { measured: 0, base: 0 }),
      lines.filter((line) => line.group === group),
    ),
  );
}

/** What a body decides now under a ceiling that blocks: the excellent as far as there is room, all others at once. */
export function underCeiling<L extends Line>(
  rules: CeilingRules,
  { measured, base, rule }: SheetCeiling,
  lines: readonly L[],
): readonly L[] {
  if (rules.enforcement !== 'BLOCK') return lines;
  const others = lines.filter((line) => line.class !== 'EXCELLENT');
  let decided = others;
  for (const line of lines.filter((one) => one.class === 'EXCELLENT')) {
    const more = [...decided, line];
    if (fits({ ...rules, ratio: rule?.ratio ?? rules.ratio }, { measured, base }, more)) decided = more;
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
