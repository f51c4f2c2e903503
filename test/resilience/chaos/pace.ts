import { setTimeout as sleep } from 'node:timers/promises';

/** Spreads commands over time, so that there are people at work at every fault. */
export interface Pace {
  /** Waits for one's turn; false when told to stop. */
  next(told: AbortSignal): Promise<boolean>;
}

/** About one command every so many milliseconds; what an outage has held up is not caught up with. */
export function everyMs(interval: number): Pace {
  let nextAt = 0;
  return {
    async next(told) {
      const now = Date.now();
      nextAt = Math.max(now, nextAt + interval);
      await sleep(nextAt - now, undefined, { signal: told }).catch(() => undefined);
      return !told.aborted;
    },
  };
}

/** As fast as people can. */
export const unpaced: Pace = { next: (told) => Promise.resolve(!told.aborted) };
