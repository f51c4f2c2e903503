import { below, randomOf, shuffled, type Random } from '../../../apps/cli/scenario/generate/random.js';
import { FAULT_NAMES, kindOf, type FaultName } from './fault-kinds.js';

export interface PlannedFault {
  readonly number: number;
  readonly fault: FaultName;
  /** People act undisturbed for so long before it. */
  readonly pauseMs: number;
  /** How long it lasts, where it lasts. */
  readonly lastsMs: number;
  /** How long it is reckoned to take, with the pause and the recovery. */
  readonly seconds: number;
}

export interface PlanRequest {
  readonly seed: number;
  readonly minutes: number;
  /** Faults that this machine can do, or those that were asked for. */
  readonly among?: readonly FaultName[];
}

/** Shorter runs freeze a worker for less than the server waits on its open polls; said where results are shown. */
export const SHORT_MINUTES = 5;
/** Longer than Temporal goes on handing tasks to a poll that nobody reads. */
const FREEZE_MS = 65_000;
const SHORT_FREEZE_MS = 12_000;
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 4_000;
// The rest is for what follows the last fault: every case comes to its end.
const SHARE_FOR_FAULTS = 0.85;

/** The faults of a run in their order: a pure function of seed, minutes and the faults to choose among. */
export function planFaults({ seed, minutes, among = FAULT_NAMES }: PlanRequest): readonly PlannedFault[] {
  const random = randomOf('chaos', seed, minutes);
  const faults: PlannedFault[] = [];
  let left = minutes * 60 * SHARE_FOR_FAULTS;
  // Each kind once in some order, then again.
  let round: readonly FaultName[] = [];
  for (;;) {
    const possible = among.filter((one) => isPossible(one, faults) && secondsOf(one, minutes) <= left);
    round = round.filter((one) => possible.includes(one));
    if (round.length === 0) round = shuffled(random, possible);
    const [fault, ...later] = round;
    if (fault === undefined) return faults;
    round = later;
    const pauseMs = SHORTEST_PAUSE_MS + below(random, LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
    const seconds = secondsOf(fault, minutes);
    faults.push({ number: faults.length + 1, fault, pauseMs, lastsMs: lasting(fault, minutes, random), seconds });
    left -= seconds;
  }
}

/** How long the rest of a plan takes if it goes on as slowly as it has gone until then: recoveries take longer on a busy machine. */
export function restOf(plan: readonly PlannedFault[], done: number, doneInMs: number): number {
  const planned = (part: readonly PlannedFault[]): number =>
    part.reduce((sum, { seconds }) => sum + seconds * 1_000, 0);
  const slowness = done === 0 ? 1 : Math.max(1, doneInMs / planned(plan.slice(0, done)));
  return slowness * planned(plan.slice(done));
}

function isPossible(fault: FaultName, before: readonly PlannedFault[]): boolean {
  return before.filter((one) => one.fault === fault).length < kindOf(fault).most;
}

function secondsOf(fault: FaultName, minutes: number): number {
  const freezes = fault === 'WORKER_FROZEN' && minutes <= SHORT_MINUTES;
  const pause = (SHORTEST_PAUSE_MS + LONGEST_PAUSE_MS) / 2_000;
  return pause + (freezes ? SHORT_FREEZE_MS / 1_000 + 8 : kindOf(fault).seconds);
}

function lasting(fault: FaultName, minutes: number, random: Random): number {
  const drawn = 4_000 + below(random, 8_000);
  if (fault !== 'WORKER_FROZEN') return drawn;
  return minutes <= SHORT_MINUTES ? SHORT_FREEZE_MS : FREEZE_MS;
}
