import { QUALITY_CLASSES, atLeast, type QualityClass } from '../classes.js';
import type { Counts } from '../ceiling/ceiling.js';
import { fraction } from '../statistics/exact.js';
import type { Ratio } from './rules.js';

/** Some of the classified, of all of them. */
export interface Share {
  readonly count: number;
  readonly base: number;
  readonly [part: string]: number;
}

/** Those classified in this class or a better one. */
export const shareOrBetter = (counts: Counts | undefined, than: QualityClass): Share =>
  shareOf(counts, (name) => atLeast(name, than));

/** Those classified in this class or a worse one. */
export const shareOrWorse = (counts: Counts | undefined, than: QualityClass): Share =>
  shareOf(counts, (name) => atLeast(than, name));

/** Compares a share with a ratio exactly: below 0, equal 0, above 0. */
export function compareShare({ count, base }: Share, ratio: Ratio): -1 | 0 | 1 {
  const { numerator, denominator } = fraction(ratio);
  const difference = BigInt(count) * denominator - BigInt(base) * numerator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function shareOf(counts: Counts | undefined, counted: (name: QualityClass) => boolean): Share {
  const total = (of: readonly QualityClass[]): number => of.reduce((sum, name) => sum + (counts?.[name] ?? 0), 0);
  return { count: total(QUALITY_CLASSES.filter(counted)), base: total(QUALITY_CLASSES) };
}
