import type { Json } from '../rejection.js';
import type { Applies, FactTest } from './rules.js';

/** Recorded results by name. */
export type Facts = Readonly<Record<string, number | boolean>>;

const BOUNDS = ['is', 'atLeast', 'above', 'atMost', 'below'] as const;

/** Whether a recorded fact stands every comparison of the test; a number is never compared with yes or no. */
export function holds(test: FactTest, fact: number | boolean): boolean {
  if (typeof fact === 'boolean')
    return test.is === fact && BOUNDS.every((bound) => bound === 'is' || test[bound] === undefined);
  return (
    test.is === undefined &&
    (test.atLeast === undefined || fact >= test.atLeast) &&
    (test.above === undefined || fact > test.above) &&
    (test.atMost === undefined || fact <= test.atMost) &&
    (test.below === undefined || fact < test.below)
  );
}

/** The comparisons of a test alone, as they are shown. */
export function boundsOf(test: FactTest): { readonly [bound: string]: Json } {
  return Object.fromEntries(BOUNDS.flatMap((bound) => (test[bound] === undefined ? [] : [[bound, test[bound]]])));
}

/** Whether a rule is about a subject of whom these facts are known. */
export function isAbout({ onlyIf, unless }: Applies, facts: Facts): boolean {
  return (onlyIf === undefined || facts[onlyIf] === true) && (unless === undefined || facts[unless] !== true);
}
