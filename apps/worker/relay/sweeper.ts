import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { leastLookedAt, sweep, tell } from '../../../libs/store/outbox.js';
import type { Store } from '../../../libs/store/store.js';

const EVERY_MS = 10_000;
// Each look costs a few history events: minutes, where the loss of a whole server is noticed sooner
const STALE_MS = 10 * 60_000;
const LIMIT = 10_000;
// The cases that nobody has touched for longest: only they show that runs are lost while people go on elsewhere.
const ASKED = 8;

/** Has every open case told that nobody has looked at for a while: first starts, an empty Temporal, terminated runs. */
export class Sweeper {
  private readonly logger = new Logger(Sweeper.name);

  constructor(
    private readonly store: Store,
    private readonly client: Client,
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

  /**
   * True when an open case has no run at all: Temporal was emptied, or restored from an older day. One whose run was
   * ended by hand is told alone; one that failed waits, for it would fail again.
   */
  private async runsAreLost(): Promise<boolean> {
    try {
      for (const caseId of await leastLookedAt(this.store, ASKED)) {
        const run = await this.runOf(caseId);
        if (run === 'NONE') {
          this.logger.warn(`${caseId} has no run: every open case is told to look`);
          return true;
        }
        if (ENDED_BY_HAND.includes(run)) {
          this.logger.warn(`the run of ${caseId} is ${run}: it is started anew`);
          await tell(this.store, caseId);
        }
      }
    } catch (error) {
      this.logger.warn(`whether runs are lost cannot be seen: ${String(error)}`);
    }
    return false;
  }

  private async runOf(caseId: string): Promise<string> {
    try {
      const { status } = await this.client.workflow.getHandle(caseId).describe();
      return status.name;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'NONE';
      throw error;
    }
  }
}

const ENDED_BY_HAND: readonly string[] = ['TERMINATED', 'CANCELLED', 'TIMED_OUT'];
