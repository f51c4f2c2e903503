import { checkCeiling, countClasses } from '../../../../libs/domain/ceiling/ceiling.js';
import type { QualityClass } from '../../../../libs/domain/classes.js';
import type { CeilingRules } from '../../../../libs/domain/rulebook.js';
import type { CountsByClass } from '../format/values.schema.js';

/** A cell within its grassroots organisation, with the numbers of those to be classified, in the order they are drawn. */
export interface AimedCell {
  readonly unit: string;
  /** True where the lowest classes must not fall, so that the organisation can be excellent. */
  readonly excellent: boolean;
  readonly members: readonly number[];
}

/** Spreads the wanted numbers over the members: evenly over units and cells, the excellent under the ceiling as long as it holds. */
export function wantedOfMembers(
  cells: readonly AimedCell[],
  aim: CountsByClass,
  taken: ReadonlyMap<number, QualityClass>,
  ceiling: CeilingRules,
): ReadonlyMap<number, QualityClass> {
  const wanted = new Map(taken);
  const free = cells.map((cell) => ({ ...cell, members: cell.members.filter((number) => !taken.has(number)) }));
  const units = [...new Set(cells.map(({ unit }) => unit))].map((unit) => unitOf(unit, cells, free, taken));
  for (const name of ['NOT_COMPLETED', 'COMPLETED', 'EXCELLENT'] as const) {
    const already = [...taken.values()].filter((one) => one === name).length;
    for (let left = (aim[name] ?? 0) - already; left > 0; left -= 1) {
      const unit = best(units, (one) => unitRank(one, name, ceiling));
      const cell = unit && best(unit.cells, (one) => cellRank(one, name));
      const number = cell?.free.shift();
      if (unit === undefined || cell === undefined || number === undefined) break;
      wanted.set(number, name);
      unit.counts[name] += 1;
      cell.counts[name] += 1;
    }
  }
  for (const number of cells.flatMap(({ members }) => members)) if (!wanted.has(number)) wanted.set(number, 'GOOD');
  return wanted;
}

interface Place {
  readonly size: number;
  readonly excellent: boolean;
  readonly counts: { [name in QualityClass]: number };
}
interface Cell extends Place {
  readonly free: number[];
}
interface Unit extends Place {
  readonly cells: readonly Cell[];
}

function unitOf(
  unit: string,
  all: readonly AimedCell[],
  free: readonly AimedCell[],
  taken: ReadonlyMap<number, QualityClass>,
): Unit {
  const own = free.filter((cell) => cell.unit === unit);
  const everyone = all.filter((cell) => cell.unit === unit).flatMap(({ members }) => members);
  const cells = own.map(({ members, excellent }): Cell => ({
    size: members.length,
    excellent,
    counts: countsIn([], taken),
    free: [...members],
  }));
  const excellent = own.every((cell) => cell.excellent);
  // Those whose class the file says stand under the unit's ceiling too.
  return { size: everyone.length, excellent, counts: countsIn(everyone, taken), cells };
}

const countsIn = (
  numbers: readonly number[],
  taken: ReadonlyMap<number, QualityClass>,
): { [name in QualityClass]: number } => ({ ...countClasses(numbers.flatMap((number) => taken.get(number) ?? [])) });

// Lowest first: room before no room, then the smallest share; null: nobody left.
function unitRank(unit: Unit, name: QualityClass, ceiling: CeilingRules): readonly number[] | null {
  if (unit.cells.every(({ free }) => free.length === 0)) return null;
  const { EXCELLENT, COMPLETED, NOT_COMPLETED } = unit.counts;
  const good = unit.size - EXCELLENT - COMPLETED - NOT_COMPLETED - 1;
  const after = { ...unit.counts, EXCELLENT: EXCELLENT + 1, GOOD: Math.max(0, good) };
  const tooMany = name === 'EXCELLENT' ? checkCeiling(ceiling, after).exceeded : unit.excellent;
  return [tooMany ? 1 : 0, (unit.counts[name] + 1) / unit.size];
}

function cellRank(cell: Cell, name: QualityClass): readonly number[] | null {
  if (cell.free.length === 0) return null;
  return [cell.excellent && name !== 'EXCELLENT' ? 1 : 0, (cell.counts[name] + 1) / cell.size];
}

function best<Item>(items: readonly Item[], rank: (item: Item) => readonly number[] | null): Item | undefined {
  let found: { readonly item: Item; readonly rank: readonly number[] } | undefined;
  for (const item of items) {
    const own = rank(item);
    if (own !== null && (found === undefined || before(own, found.rank))) found = { item, rank: own };
  }
  return found?.item;
}

function before(left: readonly number[], right: readonly number[]): boolean {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}
