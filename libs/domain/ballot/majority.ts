import { atLeast, QUALITY_CLASSES, type QualityClass } from '../classes.js';
import type { BallotRules } from '../rulebook.js';
import { fraction } from '../statistics/exact.js';
import type { LineVotes } from './tally.js';

/** Who was called and who came; only official members vote (Điều lệ Đảng, điều 3). */
export interface Attendance {
  /** Less those whom the rule takes out (QĐ 24-QĐ/TW 2021, mục 9.3.2): exempt, suspended or elsewhere, absent with a reason. */
  readonly convenedOfficial: number;
  readonly presentOfficial: number;
  /** Valid ballots of the tally. */
  readonly valid: number;
}

export interface VotedClass {
  readonly class: QualityClass | null;
  /** A class stood at exactly half of the base. */
  readonly tie: boolean;
}

/** The number of which more than half must approve. */
export function majorityBase(rules: BallotRules, attendance: Attendance): number {
  switch (rules.majorityBase) {
    case 'CONVENED_EFFECTIVE':
      return attendance.convenedOfficial;
    case 'PRESENT':
      return attendance.presentOfficial;
    case 'VALID':
      return attendance.valid;
  }
}

/** Whether enough of the convened came; true where the rulebook asks for no quorum of its own. */
export function hasQuorum(rules: BallotRules, attendance: Attendance): boolean {
  if (rules.quorum === null) return true;
  const { numerator, denominator } = fraction(rules.quorum);
  return BigInt(attendance.presentOfficial) * denominator >= BigInt(attendance.convenedOfficial) * numerator;
}

type Spread = Pick<BallotRules, 'onNoMajority'>;

/** The highest class with more than half of the base behind it; exactly half does not reach it; null: none does, and nothing was voted. */
export function votedClass(rules: Spread, votes: LineVotes, base: number): VotedClass {
  let tie = false;
  for (const name of QUALITY_CLASSES) {
    const reached = votesBehind(rules, votes, name);
    if (2 * reached > base) return { class: name, tie };
    if (2 * reached === base && base > 0) tie = true;
  }
  return { class: null, tie };
}

/** Votes that count for a class: where spread votes fall to a lower class those for better ones too, else its own alone. */
export function votesBehind({ onNoMajority }: Spread, votes: LineVotes, wanted: QualityClass): number {
  const counted = onNoMajority === 'LOWER_CLASS' ? QUALITY_CLASSES.filter((name) => atLeast(name, wanted)) : [wanted];
  return counted.reduce((sum, name) => sum + votes[name], 0);
}
