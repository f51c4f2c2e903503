import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { sweep } from '../../../libs/store/outbox.js';
import type { Store } from '../../../libs/store/store.js';

const EVERY_MS = 15_000;
const STALE_MS = 120_000;
const LIMIT = 500;

/** Has every open case told that nobody has looked at for a while: first starts, an empty Temporal, terminated runs. */
export class Sweeper {
  private readonly logger = new Logger(Sweeper.name);

  constructor(private readonly store: Store) {}

  /** Sweeps at once and then again and again until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    // At a start nothing is known of what Temporal still runs.
    for (let staleMs = 0; !signal.aborted; staleMs = STALE_MS) {
      try {
        const told = await sweep(this.store, { staleMs, limit: LIMIT });
        if (told > 0) this.logger.log(`${told} open cases are told to look`);
      } catch (error) {
        this.logger.warn(`the sweep failed and comes again: ${String(error)}`);
      }
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
