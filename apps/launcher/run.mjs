import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE = 5_000;
const children = new Set();
let ending = false;

/** Ends whatever was started with `run` and waits for it: when the launcher has gone it would be left to nobody. */
export async function endPrograms() {
  ending = true;
  const gone = [...children].map((child) => new Promise((resolve) => child.once('close', resolve)));
  children.forEach((child) => child.kill('SIGTERM'));
  const inTime = await Promise.race([Promise.all(gone), sleep(PATIENCE, 'late', { ref: false })]);
  if (inTime === 'late') children.forEach((child) => child.kill('SIGKILL'));
}

process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/**
 * Runs a program to its end and gives `{ code, signal, stdout, stderr }`; a program that cannot be
 * started gives code 127, one that takes longer than `timeout` milliseconds is killed.
 */
export function run(command, args, { timeout, ...options } = {}) {
  return new Promise((resolve) => {
    // Nobody waits any more for what would come next
    if (ending) return;
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    children.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    const timer = timeout && setTimeout(() => child.kill('SIGKILL'), timeout);
    const done = (code, signal) => {
      clearTimeout(timer);
      children.delete(child);
      if (ending) return;
      resolve({ code, signal, stdout, stderr });
    };
    child.on('error', (error) => {
      stderr += error.message;
      done(127, null);
    });
    child.on('close', (code, signal) => done(code ?? 1, signal));
  });
}

/** The last lines of a program's output, for a message about its failure. */
export const tail = (text, lines = 12) => text.trim().split('\n').slice(-lines).join('\n');
