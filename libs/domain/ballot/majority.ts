import { QUALITY_CLASSES, type QualityClass } from '../classes.js';
import { reject, type Rejection } from '../rejection.js';
import type { BallotRules } from '../rulebook.js';
import { fraction } from '../statistics/exact.js';
import type { LineVotes } from './tally.js';

/** Who was called and who came; only official members vote (Điều lệ Đảng, điều 3). Each excused person stands under one heading. */
export interface Attendance {
  readonly convenedOfficial: number;
  readonly presentOfficial: number;
  /** Valid ballots of the tally. */
  readonly valid: number;
  readonly excused?: {
    /** In temporary activity elsewhere. */
    readonly temporaryElsewhere?: number;
    /** Exempt and absent; an exempt member who attends and votes counts. */
    readonly exemptAbsent?: number;
    /** Suspended, prosecuted or detained. */
    readonly suspended?: number;
    /** Absent throughout with an approved reason. */
    readonly approvedAbsence?: number;
  };
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
      return attendance.convenedOfficial - excusedOf(attendance);
    case 'PRESENT':
      return attendance.presentOfficial;
    case 'VALID':
      return attendance.valid;
  }
}

/** Those excused are among the absent: anything else would shrink the base under the votes cast. */
export function attendanceProblem(attendance: Attendance): Rejection | null {
  const { convenedOfficial, presentOfficial } = attendance;
  const excused = excusedOf(attendance);
  if (presentOfficial > convenedOfficial)
    return reject('PRESENT_EXCEEDS_CONVENED', { present: presentOfficial, convened: convenedOfficial });
  const absent = convenedOfficial - presentOfficial;
  return excused > absent ? reject('EXCUSED_EXCEED_ABSENT', { excused, absent }) : null;
}

/** Whether enough of the convened came; true where the rulebook asks for no quorum of its own. */
export function hasQuorum(rules: BallotRules, attendance: Attendance): boolean {
  if (rules.quorum === null) return true;
  const { numerator, denominator } = fraction(rules.quorum);
  return BigInt(attendance.presentOfficial) * denominator >= BigInt(attendance.convenedOfficial) * numerator;
}

/** The highest class that more than half of the base voted for or above; exactly half does not reach it; null: none does. */
export function votedClass(votes: LineVotes, base: number): VotedClass {
  let reached = 0;
  let tie = false;
  for (const name of QUALITY_CLASSES) {
    reached += votes[name];
    if (2 * reached > base) return { class: name, tie };
    if (2 * reached === base && base > 0) tie = true;
  }
  return { class: null, tie };
}

// QĐ 24-QĐ/TW (2021), mục 9.3.2: convened official members less those excused.
function excusedOf({ excused = {} }: Attendance): number {
  const { temporaryElsewhere = 0, exemptAbsent = 0, suspended = 0, approvedAbsence = 0 } = excused;
  return temporaryElsewhere + exemptAbsent + suspended + approvedAbsence;
}
