import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { dueCheckpoint, dueNow } from '../../../libs/store/checkpoint/due.js';
import { makeCheckpoint } from '../../../libs/store/checkpoint/make.js';
import type { Store } from '../../../libs/store/store.js';
import { SETTINGS, type Settings } from '../settings.js';
import { STORE } from '../store/store.token.js';

const LOOK_MS = 5_000;
const AGAIN_MS = 60_000;

/**
 * Makes the checkpoints that are due. What is due stands in the database, so that any worker may do it and nothing is
 * forgotten; Temporal has no part in it, for whoever reaches its port could end a schedule there.
 */
@Injectable()
export class CheckpointsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Checkpoints');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(STORE) private readonly store: Store,
  ) {}

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wait = await this.make().then(
        () => LOOK_MS,
        (error: unknown) => {
          this.logger.error(`no checkpoint, trying again in ${AGAIN_MS} ms: ${String(error)}`);
          return AGAIN_MS;
        },
      );
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  private async make(): Promise<void> {
    const { checkpoints } = this.settings;
    if ((await dueCheckpoint(this.store, checkpoints.everyMs)) === null) return;
    const made = await makeCheckpoint(this.store, checkpoints, (client) => dueNow(client, checkpoints.everyMs));
    if (made === null) return;
    const { number, occasion, streams, events, root, key, file } = made;
    this.logger.log(
      `checkpoint ${number} (${occasion}): ${streams} streams, ${events} events, root ${root}, key ${key}, ${file}`,
    );
  }
}
