import { shuffled, type Random } from '../../apps/cli/scenario/generate/random.js';

/** How long each kind of request took in one round, in which all were asked in a drawn order. */
export type Round = Readonly<Record<string, number>>;

/** How far apart the kinds are, and how likely the same request alone comes so far apart from itself. */
export interface Apart {
  /** The slowest kind's time over the quickest one's. */
  readonly ratio: number;
  readonly chance: number;
}

/** Asks all kinds in every round, so that whatever the machine does besides meets them alike. */
export async function timed(
  kinds: Readonly<Record<string, (round: number) => Promise<unknown>>>,
  rounds: number,
  random: Random,
): Promise<readonly Round[]> {
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const times: Record<string, number> = {};
    for (const [kind, ask] of shuffled(random, Object.entries(kinds))) {
      const began = performance.now();
      await ask(round);
      times[kind] = performance.now() - began;
    }
    taken.push(times);
  }
  return taken;
}

const EXCHANGES = 2_000;

/**
 * Compares the kinds by what a fifth of their answers stays below: the slow ones tell of the machine. Then the times of
 * each round change owners at random, over and over: so far apart comes one request from itself, on this machine today.
 */
export function apart(rounds: readonly Round[], random: Random): Apart {
  const kinds = Object.keys(rounds[0] ?? {});
  const times = rounds.map((round) => kinds.map((kind) => round[kind] ?? 0));
  const ratio = ratioOf(times);
  let asFar = 0;
  for (let exchange = 0; exchange < EXCHANGES; exchange += 1)
    if (ratioOf(times.map((round) => shuffled(random, round))) >= ratio) asFar += 1;
  return { ratio, chance: (asFar + 1) / (EXCHANGES + 1) };
}

// A second look-up takes a few tenths of a millisecond, which no network lets through; half as long again would tell.
const TELLING = 1.5;
const BY_CHANCE = 0.001;

/** Whether somebody who measures could tell the kinds from one another. */
export const isTold = ({ ratio, chance }: Apart): boolean => ratio > TELLING && chance < BY_CHANCE;

function ratioOf(times: readonly (readonly number[])[]): number {
  const quick = (times[0] ?? []).map((_, kind) => {
    const sorted = times.map((round) => round[kind] ?? 0).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 5)] ?? 0;
  });
  return Math.max(...quick) / Math.min(...quick);
}
