import { fork } from 'node:child_process';
import { portFinder, somewhere } from '../../apps/launcher/ports.mjs';

const children = new Set();
const nextPort = portFinder();
const LAST_WORDS = 4_000;

/** Starts a program that says `ready` over IPC; everything it started ends with `stopAll`. */
export function start(program, env, profiled = { execArgv: [], env: {} }) {
  const child = fork(program, [], {
    env: { ...process.env, ...env, ...profiled.env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: profiled.execArgv,
  });
  children.add(child);
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (words = (words + text).slice(-LAST_WORDS)));
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code, signal) => {
      // Nothing that is measured may go on without it
      if (children.delete(child)) reject(new Error(`${program} ended with ${code ?? signal}\n${words}`));
    });
  });
}

/** Asks a program to end and waits for it; one that does not within 15 seconds is killed. */
export async function stop(child) {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(killing);
}

export async function stopAll() {
  await Promise.all([...children].map(stop));
}

export const freePort = () => nextPort(somewhere());
