import type { QualityClass } from '../classes.js';
import { reject, type Rejection } from '../rejection.js';
import type { BallotRules } from '../rulebook.js';
import type { VotedClass } from './majority.js';
import { tallyProblem, type LineVotes, type Tally } from './tally.js';

/** Votes on one candidate of a second round: excellent, or good as the first round has it. */
export interface SecondVotes {
  readonly yes: number;
  readonly no: number;
  readonly blank: number;
}

/** A candidate rated GOOD in the first round is EXCELLENT when more than half of the base say yes in the second. */
export function secondRound(first: VotedClass, yes: number, base: number): VotedClass {
  if (first.class !== 'GOOD') return first;
  if (2 * yes > base) return { class: 'EXCELLENT', tie: first.tie };
  return { class: 'GOOD', tie: first.tie || (2 * yes === base && base > 0) };
}

/** True when whoever is rated so, and claims so of himself, stands in a second round. */
export function isCandidate(rules: BallotRules, rated: QualityClass | null, claimed: QualityClass | null): boolean {
  if (rules.rounds === 1 || rated !== 'GOOD') return false;
  return rules.secondRound?.candidates !== 'CLAIMED_EXCELLENT' || claimed === 'EXCELLENT';
}

/** Of two rounds the first has no excellent on its ballots; `details.line` counts from 0. */
export function firstRoundProblem(rules: BallotRules, lines: readonly LineVotes[]): Rejection | null {
  const line = rules.rounds === 1 ? -1 : lines.findIndex(({ EXCELLENT }) => EXCELLENT > 0);
  return line === -1 ? null : reject('CLASS_NOT_ON_BALLOT', { line, class: 'EXCELLENT' });
}

/** The first thing wrong with the tally of a second round; null: it balances. */
export function secondRoundProblem(
  { secondRound: rules }: BallotRules,
  tally: Tally,
  lines: readonly SecondVotes[],
): Rejection | null {
  const problem = tallyProblem(tally, lines.map(asClasses));
  if (problem !== null) return problem;
  const limit = rules?.maxYesPerVoter;
  const yes = lines.reduce((sum, votes) => sum + votes.yes, 0);
  return limit !== undefined && yes > limit * tally.valid
    ? reject('YES_VOTES_EXCEED_LIMIT', { yes, valid: tally.valid, perVoter: limit })
    : null;
}

const asClasses = ({ yes, no, blank }: SecondVotes): LineVotes => ({
  EXCELLENT: yes,
  GOOD: no,
  COMPLETED: 0,
  NOT_COMPLETED: 0,
  blank,
});
