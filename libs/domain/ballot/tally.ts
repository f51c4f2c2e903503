import { QUALITY_CLASSES } from '../classes.js';
import { reject, type Rejection } from '../rejection.js';

/** The head count of one ballot. */
export interface Tally {
  readonly convened: number;
  readonly present: number;
  readonly issued: number;
  readonly collected: number;
  readonly valid: number;
  readonly invalid: number;
}

/** Votes on one person or organisation; `blank`: valid ballots that leave this line open. */
export interface LineVotes {
  readonly EXCELLENT: number;
  readonly GOOD: number;
  readonly COMPLETED: number;
  readonly NOT_COMPLETED: number;
  readonly blank: number;
}

/** The first thing wrong with a tally, a code for each invariant; null: it balances. `details.line` counts from 0. */
export function tallyProblem(tally: Tally, lines: readonly LineVotes[]): Rejection | null {
  return countProblem(tally, lines) ?? headCountProblem(tally) ?? linesProblem(tally, lines);
}

function countProblem(tally: Tally, lines: readonly LineVotes[]): Rejection | null {
  const named = [
    ...TALLY_FIELDS.map((field) => ({ field, value: tally[field] })),
    ...lines.flatMap((votes, line) => VOTE_FIELDS.map((field) => ({ field, value: votes[field], line }))),
  ];
  const wrong = named.find(({ value }) => !Number.isSafeInteger(value) || value < 0);
  // A value such as NaN has no JSON form, hence text.
  return wrong === undefined ? null : reject('BALLOT_COUNT_INVALID', { ...wrong, value: String(wrong.value) });
}

function headCountProblem({ convened, present, issued, collected, valid, invalid }: Tally): Rejection | null {
  if (present > convened) return reject('PRESENT_EXCEEDS_CONVENED', { present, convened });
  if (issued > present) return reject('BALLOTS_ISSUED_EXCEED_PRESENT', { issued, present });
  if (collected > issued) return reject('BALLOTS_COLLECTED_EXCEED_ISSUED', { collected, issued });
  if (valid > collected) return reject('BALLOTS_VALID_EXCEED_COLLECTED', { valid, collected });
  if (invalid !== collected - valid) return reject('BALLOTS_INVALID_MISMATCH', { invalid, collected, valid });
  return null;
}

function linesProblem({ valid }: Tally, lines: readonly LineVotes[]): Rejection | null {
  const line = lines.findIndex((votes) => votesOf(votes) !== valid);
  const votes = lines[line];
  return votes === undefined ? null : reject('VOTES_DO_NOT_BALANCE', { line, votes: votesOf(votes), valid });
}

function votesOf(votes: LineVotes): number {
  return VOTE_FIELDS.reduce((sum, field) => sum + votes[field], 0);
}

const TALLY_FIELDS = ['convened', 'present', 'issued', 'collected', 'valid', 'invalid'] as const;
const VOTE_FIELDS = [...QUALITY_CLASSES, 'blank'] as const;
