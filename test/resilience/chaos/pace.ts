import { setTimeout as sleep } from 'node:timers/promises';

/** Spreads commands over time, so that there are people at work at every fault. */
export interface Pace {
  /** Waits for one's turn; false when told to stop. */
  next(stop: AbortSignal): Promise<boolean>;
}

/**
 * So many commands over the time that is left, which is asked for at every turn: however long faults take, some are
 * left for the last. What an outage has held up is not caught up with at once.
 */
export function evenly(commands: number, leftMs: () => number): Pace {
  let left = commands;
  let nextAt = 0;
  return {
    async next(stop) {
      const now = Date.now();
      nextAt = Math.max(now, nextAt + leftMs() / Math.max(1, left));
      left -= 1;
      await sleep(nextAt - now, undefined, { signal: stop }).catch(() => undefined);
      return !stop.aborted;
    },
  };
}

/** As fast as people can. */
export const unpaced: Pace = { next: (stop) => Promise.resolve(!stop.aborted) };
