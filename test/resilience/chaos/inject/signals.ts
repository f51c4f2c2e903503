import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '../machine.js';
import type { Inject } from './injection.js';

type Deadly = 'SIGKILL' | 'SIGTERM' | 'SIGINT';

/** Processes that get a signal and end, all at once; the supervisor starts them again. */
export function signalled(signal: Deadly, ...parts: readonly Part[]) {
  const inject: Inject = async ({ machine }) => {
    const healedAt = Date.now();
    await Promise.all(parts.map((part) => ended(machine.pid(part), signal)));
    return { healedAt };
  };
  return { inject, mayEnd: parts };
}

/** One after the other, as an operator puts a new version in its place; recovery counts from the first. */
export function restarted(...parts: readonly Part[]) {
  const inject: Inject = async ({ machine }) => {
    const healedAt = Date.now();
    for (const part of parts) await ended(machine.pid(part), 'SIGTERM');
    return { healedAt };
  };
  return { inject, mayEnd: parts };
}

export const freezeWorker: Inject = async ({ machine }, lastsMs) => {
  const pid = machine.pid('worker');
  process.kill(pid, 'SIGSTOP');
  await sleep(lastsMs);
  process.kill(pid, 'SIGCONT');
  return { note: `${lastsMs / 1_000} s` };
};

/** Sends a signal and waits until that process is no more. */
export async function ended(pid: number, signal: Deadly): Promise<void> {
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
