import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';

const logger = new Logger('Temporal');

/** Connects, and goes on trying while the server is away: open steps are served without it. */
export async function connect(options: NativeConnectionOptions, signal: AbortSignal): Promise<NativeConnection> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `no Temporal server at ${options.address ?? 'localhost:7233'}, trying again in ${wait} ms: ${String(error)}`,
      );
      await sleep(wait, undefined, { signal });
    }
  }
}
