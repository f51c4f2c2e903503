import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { CASE_CHANGED, TASK_QUEUE, WORKFLOW_OF, type CaseInput } from '../../../libs/domain/ports.js';
import { claimOutbox, deleteOutbox, type Claimed } from '../../../libs/store/outbox.js';
import type { Store } from '../../../libs/store/store.js';

const GATHER_MS = 1_000;
const LEASE_MS = 30_000;
const IN_FLIGHT = 16;
const BUSY_MS = 50;
const IDLE_MS = 250;

/**
 * Tells workflows to look at their cases: takes outbox rows, signals each case once (starting its workflow if none
 * runs), deletes the rows. A signal lost or doubled changes nothing, so a row may be told twice and never not at all.
 */
export class Relay {
  private readonly logger = new Logger(Relay.name);
  private readonly flying = new Map<string, Promise<void>>();

  constructor(
    private readonly store: Store,
    private readonly client: Client,
  ) {}

  /** Relays until the signal aborts, then waits for what is in flight. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const told = await this.round();
      await sleep(told > 0 || this.flying.size > 0 ? BUSY_MS : IDLE_MS, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(this.flying.values());
  }

  private async round(): Promise<number> {
    const room = IN_FLIGHT - this.flying.size;
    if (room === 0) return 0;
    try {
      const claimed = await claimOutbox(this.store, { limit: room, gatherMs: GATHER_MS, leaseMs: LEASE_MS });
      for (const one of claimed) this.fly(one);
      return claimed.length;
    } catch (error) {
      this.logger.warn(`the outbox cannot be read: ${String(error)}`);
      return 0;
    }
  }

  /** One signal in flight per case: a further one waits for the first. */
  private fly(claimed: Claimed): void {
    const before = this.flying.get(claimed.caseId) ?? Promise.resolve();
    const flight = before
      .then(() => this.tell(claimed))
      .catch((error: unknown) => this.logger.warn(`${claimed.caseId} is told again later: ${String(error)}`))
      .finally(() => {
        if (this.flying.get(claimed.caseId) === flight) this.flying.delete(claimed.caseId);
      });
    this.flying.set(claimed.caseId, flight);
  }

  private async tell({ caseId, kind, closed, ids }: Claimed): Promise<void> {
    if (!closed) {
      await this.client.workflow.signalWithStart(WORKFLOW_OF[kind], {
        workflowId: caseId,
        taskQueue: TASK_QUEUE,
        args: [{ caseId } satisfies CaseInput],
        signal: CASE_CHANGED,
        signalArgs: [],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowTaskTimeout: '5s',
      });
    }
    await deleteOutbox(this.store, ids);
  }
}
