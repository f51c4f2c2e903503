import { isDeepStrictEqual } from 'node:util';
import type { Expectation } from '../format/expect.schema.js';
import type { ApiReport } from './api-report.js';

/** Something in the figures to think about, in words and as data. */
export interface Finding {
  readonly code: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The findings of the API in the words that are printed. */
export function findingsOf({ findings }: ApiReport): readonly Finding[] {
  return findings.map(({ code, text, data }) => ({ code, text: text.vi, data }));
}

/** Expected findings that are not among those found. */
export function missingFindings(found: readonly Finding[], { findings }: Expectation): Expectation['findings'] {
  return findings.filter((wanted) => !found.some((one) => one.code === wanted.code && holds(one.data, wanted.data)));
}

function holds(data: Finding['data'], wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(data[name], value));
}
