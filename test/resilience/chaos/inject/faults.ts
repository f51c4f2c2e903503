import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultName } from '../fault-kinds.js';
import type { Part } from '../machine.js';
import type { Sight } from '../sight.js';
import { jumpClocks } from './clock.js';
import { fillDisk } from './disk.js';
import { restorePostgres } from './postgres-restored.js';
import { emptyTemporal, restoreTemporal } from './temporal-data.js';

/** What an injection finds out by itself while it lasts. */
export interface Injected {
  /** For whom reads the results. */
  readonly note?: string;
  /** What did not hold; empty when all did. */
  readonly broken?: readonly string[];
  /** What was acknowledged in this time may be lost: the store is older. */
  readonly lost?: { readonly from: number; readonly to: number };
  /** From when recovery counts; else from the end of the injection. */
  readonly healedAt?: number;
}

/** What happens to the processes, by fault; ends when the fault has ended. */
export type Inject = (sight: Sight, lastsMs: number) => Promise<Injected>;

export const INJECT: Readonly<Record<FaultName, Inject>> = {
  WORKER_KILLED: signalled('SIGKILL', 'worker'),
  WORKER_FROZEN: async ({ machine }, lastsMs) => {
    const pid = machine.pid('worker');
    process.kill(pid, 'SIGSTOP');
    await sleep(lastsMs);
    process.kill(pid, 'SIGCONT');
    return { note: `${lastsMs / 1_000} s` };
  },
  WORKER_RESTARTED: signalled('SIGTERM', 'worker'),
  ROLLING_RESTART: async ({ machine }) => {
    await ended(machine.pid('worker'), 'SIGTERM');
    await ended(machine.pid('api'), 'SIGTERM');
    return {};
  },
  API_KILLED: signalled('SIGKILL', 'api'),
  TEMPORAL_KILLED: signalled('SIGKILL', 'temporal'),
  TEMPORAL_AND_API_KILLED: signalled('SIGKILL', 'temporal', 'api'),
  POSTGRES_KILLED: signalled('SIGKILL', 'postgres'),
  // The server's own fast shutdown: open transactions are rolled back.
  POSTGRES_RESTARTED: signalled('SIGINT', 'postgres'),
  EVERYTHING_KILLED: signalled('SIGKILL', 'api', 'worker', 'temporal', 'postgres'),
  DISK_FULL: fillDisk,
  TEMPORAL_CUT: cut('temporal'),
  POSTGRES_CUT: cut('postgres'),
  TEMPORAL_SLOW: slowed('temporal', 150),
  POSTGRES_SLOW: slowed('postgres', 60),
  CONNECTIONS_RESET: async ({ machine: { lines } }) => {
    lines.postgres.reset();
    lines.temporal.reset();
    return {};
  },
  CLOCK_AHEAD: jumpClocks('+3d'),
  CLOCK_BEHIND: jumpClocks('-1h'),
  TEMPORAL_EMPTIED: emptyTemporal,
  TEMPORAL_RESTORED: restoreTemporal,
  POSTGRES_RESTORED: restorePostgres,
};

function signalled(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT', ...parts: readonly Part[]): Inject {
  return async ({ machine }) => {
    const healedAt = Date.now();
    await Promise.all(parts.map((part) => ended(machine.pid(part), signal)));
    return { healedAt };
  };
}

function cut(line: 'postgres' | 'temporal'): Inject {
  return async ({ machine: { lines } }, lastsMs) => {
    lines[line].cut();
    await sleep(lastsMs);
    lines[line].heal();
    return { note: `${lastsMs / 1_000} s` };
  };
}

function slowed(line: 'postgres' | 'temporal', delayMs: number): Inject {
  return async ({ machine: { lines } }, lastsMs) => {
    lines[line].slow(delayMs);
    await sleep(lastsMs);
    lines[line].heal();
    return { note: `${delayMs} ms, ${lastsMs / 1_000} s` };
  };
}

/** Sends a signal and waits until that process is no more. */
export async function ended(pid: number, signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<void> {
  if (!isThere(pid)) return;
  process.kill(pid, signal);
  for (let left = 400; left > 0 && isThere(pid); left -= 1) await sleep(50);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
