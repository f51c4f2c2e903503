import { QUALITY_CLASSES, type QualityClass } from '../classes.js';
import type { PrintedPercent } from '../rulebook.js';
import { decimalText, divide } from './exact.js';

export type PercentRule = Pick<PrintedPercent, 'decimals' | 'mode'>;

/** A printed share: `percent` is decimal text with a point ("23.7"), null where the base is empty. */
export interface Share {
  readonly count: number;
  readonly base: number;
  readonly percent: string | null;
  readonly rounding: PrintedPercent['mode'];
}

export interface Shares {
  readonly classes: Readonly<Record<QualityClass, Share>>;
  /** What the base holds beyond the four classes. */
  readonly residual: Share;
  /** 100 less every printed share above, as decimal text: what rounding left over ("0.1", "-1"). */
  readonly lostToRounding: string | null;
}

/** One percentage as printed; alone, COMPLEMENT rounds half up (only `shares` knows what remains). */
export function percent(count: number, base: number, rule: PercentRule): string | null {
  return base === 0 ? null : decimalText(units(count, base, rule), rule.decimals);
}

/** The shares of the four classes in one base, and what they leave. */
export function shares(counts: Readonly<Record<QualityClass, number>>, base: number, printed: PercentRule): Shares {
  const parts = QUALITY_CLASSES.map((name) => counts[name]);
  const residual = base - parts.reduce((sum, count) => sum + count, 0);
  if (residual < 0) throw new RangeError('classes hold more than their base');
  const all = [...parts, residual];
  const printedUnits = base === 0 ? null : balanced(all, base, printed);
  const share = (index: number): Share => ({
    count: all[index] ?? 0,
    base,
    percent: printedUnits === null ? null : decimalText(printedUnits[index] ?? 0n, printed.decimals),
    rounding: printed.mode,
  });
  return {
    classes: { EXCELLENT: share(0), GOOD: share(1), COMPLETED: share(2), NOT_COMPLETED: share(3) },
    residual: share(4),
    lostToRounding: printedUnits === null ? null : signedText(hundred(printed) - sum(printedUnits), printed.decimals),
  };
}

function balanced(counts: readonly number[], base: number, rule: PercentRule): readonly bigint[] {
  const rounded = counts.map((count) => units(count, base, rule));
  if (rule.mode !== 'COMPLEMENT') return rounded;
  const missing = hundred(rule) - sum(rounded);
  const last = counts.findLastIndex((count) => count > 0);
  // A last share smaller than what the others were rounded up by would fall below zero: the largest bears it then.
  const bearer = (rounded[last] ?? 0n) + missing >= 0n ? last : counts.indexOf(Math.max(...counts));
  return rounded.map((value, index) => (index === bearer ? value + missing : value));
}

function units(count: number, base: number, rule: PercentRule): bigint {
  return divide(BigInt(count) * hundred(rule), BigInt(base), rule.mode === 'TRUNCATE' ? 'FLOOR' : 'HALF_UP');
}

function hundred(rule: PercentRule): bigint {
  return 100n * 10n ** BigInt(rule.decimals);
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function signedText(value: bigint, decimals: number): string {
  return value < 0n ? `-${decimalText(-value, decimals)}` : decimalText(value, decimals);
}
