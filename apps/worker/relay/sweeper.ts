import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { sweep } from '../../../libs/store/outbox.js';
import type { Store } from '../../../libs/store/store.js';
import type { Relay } from './relay.js';

const EVERY_MS = 10_000;
// Each look costs a few history events: minutes, where the loss of a whole server is noticed sooner
const STALE_MS = 10 * 60_000;
const LIMIT = 10_000;

/** Has every open case told that nobody has looked at for a while: first starts, an empty Temporal, terminated runs. */
export class Sweeper {
  private readonly logger = new Logger(Sweeper.name);

  constructor(
    private readonly store: Store,
    private readonly client: Client,
    private readonly relay: Relay,
  ) {}

  /** Sweeps at once and then again and again until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    // At a start nothing is known of what Temporal still runs.
    for (let staleMs = 0; !signal.aborted; staleMs = (await this.runsAreLost()) ? 0 : STALE_MS) {
      try {
        const told = await sweep(this.store, { staleMs, limit: LIMIT });
        if (told > 0) this.logger.log(`${told} open cases are told to look`);
      } catch (error) {
        this.logger.warn(`the sweep failed and comes again: ${String(error)}`);
      }
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** True when the run of the case told last is gone: Temporal was emptied, or restored from an older day. */
  private async runsAreLost(): Promise<boolean> {
    const { lastTold } = this.relay;
    if (lastTold === null) return false;
    try {
      await this.client.workflow.getHandle(lastTold).describe();
      return false;
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) return false;
      this.logger.warn(`the run of ${lastTold} is gone: every open case is told to look`);
      return true;
    }
  }
}
