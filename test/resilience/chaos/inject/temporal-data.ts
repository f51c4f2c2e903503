import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from '../machine.js';
import type { Inject } from './injection.js';
import { ended } from './signals.js';

/** The server starts anew and knows nothing. */
export const emptyTemporal: Inject = async ({ machine }) => {
  await restartWith(machine, () => empty(machine.temporalFolder));
  return { healedAt: Date.now() };
};

/** The server is set back to an earlier day; the workers, whose memory is ahead of it, are started anew as documented. */
export const restoreTemporal: Inject = async ({ machine }, lastsMs) => {
  const copy = join(machine.folder, 'temporal-copy');
  await restartWith(machine, () => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(machine.temporalFolder, copy, { recursive: true });
  });
  await sleep(lastsMs + 5_000);
  await restartWith(machine, () => {
    empty(machine.temporalFolder);
    cpSync(copy, machine.temporalFolder, { recursive: true });
  });
  await ended(machine.pid('worker'), 'SIGTERM');
  return { note: `${(lastsMs + 5_000) / 1_000} s older`, healedAt: Date.now() };
};

async function restartWith(machine: Machine, work: () => void): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    machine.beforeNextStart('temporal', async () => {
      try {
        work();
        resolve();
      } catch (error) {
        reject(error as Error);
      }
    });
  });
  await ended(machine.pid('temporal'), 'SIGKILL');
  await done;
}

function empty(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
}
