import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process of that id exists and has not merely been left to be reaped. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

/** How a running process was called, empty when there is none: an id alone may have been given to another. */
export function commandLine(pid) {
  if (!isAlive(pid)) return '';
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Asks a process to end and makes it end when it has not within `patience` milliseconds. */
export async function endProcess(pid, signal = 'SIGTERM', patience = 10_000) {
  signalTo(pid, signal);
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited >= patience) signalTo(pid, 'SIGKILL');
    if (waited >= patience + 5_000) return;
    await sleep(50);
  }
}

/** Sends a signal to a process, or to a whole group when the id is negative; one that is gone is no error. */
export function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
  }
}

function isZombie(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).startsWith('Z');
  } catch {
    return false;
  }
}
