import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { CASE_CHANGED, TASK_QUEUE, WORKFLOW_OF, type CaseInput } from '../../../libs/domain/ports.js';
import { claimOutbox, deleteOutbox, type Claimed } from '../../../libs/store/outbox.js';
import type { Store } from '../../../libs/store/store.js';

// No step can end by what is gathered: it brings the workflow's timers and details up to date
const GATHER_MS = 10_000;
// What a relay that was killed had claimed is told by another after this; a signal takes milliseconds
const LEASE_MS = 10_000;
const ROWS = 500;
const IN_FLIGHT = 16;
const BUSY_MS = 50;
const IDLE_MS = 100;
const RETRY_MS = 1_000;

/** Told of what the relay does. */
export interface RelayObserver {
  claimed(cases: number): void;
  /** `oldestMs`: how long the oldest change had waited when it was claimed. */
  told(outcome: 'SIGNALLED' | 'CLOSED' | 'FAILED', oldestMs: number): void;
}

/**
 * Tells workflows to look at their cases: takes outbox rows, signals each case once (starting its workflow if none
 * runs), deletes the rows. A signal lost or doubled changes nothing, so a row may be told twice and never not at all.
 */
export class Relay {
  private readonly logger = new Logger(Relay.name);
  private readonly waiting = new Map<string, Claimed>();
  private readonly flying = new Map<string, Promise<void>>();

  constructor(
    private readonly store: Store,
    private readonly client: Client,
    private readonly observe?: RelayObserver,
  ) {}

  /** Relays until the signal aborts, then waits for what is in flight; what only waits is claimed again by another. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.claim();
      this.send(signal);
      const busy = this.waiting.size + this.flying.size > 0;
      await sleep(busy ? BUSY_MS : IDLE_MS, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(this.flying.values());
  }

  private async claim(): Promise<void> {
    if (this.waiting.size >= IN_FLIGHT) return;
    try {
      const claimed = await claimOutbox(this.store, { limit: ROWS, gatherMs: GATHER_MS, leaseMs: LEASE_MS });
      if (claimed.length > 0) this.observe?.claimed(claimed.length);
      for (const one of claimed) {
        const ids = [...(this.waiting.get(one.caseId)?.ids ?? []), ...one.ids];
        this.waiting.set(one.caseId, { ...one, ids });
      }
    } catch (error) {
      this.logger.warn(`the outbox cannot be read: ${String(error)}`);
    }
  }

  /** One signal in flight per case: what comes meanwhile is told with the next. */
  private send(signal: AbortSignal): void {
    for (const [caseId, claimed] of this.waiting) {
      if (this.flying.size >= IN_FLIGHT || signal.aborted) return;
      if (this.flying.has(caseId)) continue;
      this.waiting.delete(caseId);
      const flight = this.tell(claimed, signal).finally(() => {
        this.flying.delete(caseId);
        this.send(signal);
      });
      this.flying.set(caseId, flight);
    }
  }

  /** Tries until it has gone out: while Temporal is away the few in flight hold up the rest. */
  private async tell(claimed: Claimed, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (!claimed.closed) await this.signal(claimed);
        await deleteOutbox(this.store, claimed.ids);
        this.observe?.told(claimed.closed ? 'CLOSED' : 'SIGNALLED', claimed.oldestMs);
        return;
      } catch (error) {
        this.observe?.told('FAILED', claimed.oldestMs);
        this.logger.warn(`${claimed.caseId} is told again in ${RETRY_MS} ms: ${String(error)}`);
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async signal({ caseId, kind }: Claimed): Promise<void> {
    await this.client.workflow.signalWithStart(WORKFLOW_OF[kind], {
      workflowId: caseId,
      taskQueue: TASK_QUEUE,
      args: [{ caseId } satisfies CaseInput],
      signal: CASE_CHANGED,
      signalArgs: [],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowTaskTimeout: '10s',
    });
  }
}
