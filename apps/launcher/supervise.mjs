import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { isAlive, signalTo } from './processes.mjs';
import { say, stage } from './progress.mjs';
import { tail } from './run.mjs';

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 15_000;
const STEADY = 30_000;
const START_LIMIT = 60_000;
const STOP_LIMIT = 15_000;
const LARGEST_LOG = 50_000_000;

/** Thrown where a start was overtaken by a stop: nothing to report. */
export class Stopped extends Error {}

// What is used stops after what uses it, whatever came up first
const STOP_ORDER = ['api', 'worker', 'temporal', 'postgres'];

/**
 * Starts processes, starts again whichever ends (with growing pauses where it fails), and stops them in order. Each is
 * the head of a process group of its own, so that Ctrl-C reaches only the launcher and nothing of a group is left behind.
 *
 * A process is described by `{ name, label, command, args, options, stopSignal, before, ready, ipc }`:
 * it is up when the promise of `ready(signal)` resolves (given up when the signal aborts), or with `ipc` when it sends
 * the message "ready".
 */
export function supervisor({ logsDir, onChange = () => {} }) {
  mkdirSync(logsDir, { recursive: true });
  const running = [];
  let stopping = false;

  async function start(description) {
    const entry = { description, child: undefined, pause: FIRST_PAUSE, upSince: 0 };
    if (stopping) throw new Stopped();
    running.push(entry);
    await stage(`Khởi động ${description.label}`, `starting ${description.name}`, () => launch(entry));
  }

  async function launch(entry) {
    const { description } = entry;
    await description.before?.();
    if (stopping) throw new Stopped();
    const log = openLog(logFile(description));
    const stdio = ['ignore', log, log, ...(description.ipc ? ['ipc'] : [])];
    const child = spawn(description.command, description.args, { ...description.options, stdio, detached: true });
    closeSync(log);
    entry.child = child;
    entry.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `mã ${code}`));
    });
    onChange(description.name, child.pid);
    const waiting = new AbortController();
    const outcome = await Promise.race([
      isReady(description, child, waiting.signal).then(() => 'ready'),
      entry.ended.then((how) => `tự kết thúc (${how})`),
      sleep(START_LIMIT, 'chưa sẵn sàng sau 60 s', { ref: false }),
    ]);
    waiting.abort();
    if (outcome !== 'ready') {
      await end(entry);
      if (stopping) throw new Stopped();
      throw new Failure(
        `${description.label} ${outcome}. Nhật ký: ${logFile(description)}\n${lastWords(description)}`,
        `${description.name} did not come up; the end of its log is above.`,
      );
    }
    entry.upSince = Date.now();
    void entry.ended.then((how) => revive(entry, how));
  }

  async function revive(entry, how) {
    const { description } = entry;
    signalTo(-entry.child.pid, 'SIGKILL');
    if (stopping) return;
    // Who ends well was asked to: only whoever fails again and again waits for longer.
    if (entry.child.exitCode === 0 || Date.now() - entry.upSince > STEADY) entry.pause = FIRST_PAUSE;
    for (;;) {
      const pause = entry.pause;
      entry.pause = Math.min(entry.pause * 2, LONGEST_PAUSE);
      say(
        `! ${description.label} đã dừng (${how}), khởi động lại sau ${pause / 1000} s`,
        `${description.name} died, starting it again`,
      );
      await sleep(pause);
      if (stopping) return;
      try {
        await launch(entry);
        say(`✓ ${description.label} chạy lại`, `${description.name} is up again`);
        return;
      } catch (error) {
        if (stopping) return;
        how = error.message.split('\n')[0];
      }
    }
  }

  /** Ends one process and whatever is left of its group. */
  async function end({ description, child, ended }) {
    if (!child?.pid) return;
    if (isAlive(child.pid)) {
      signalTo(child.pid, description.stopSignal ?? 'SIGTERM');
      const gone = await Promise.race([ended.then(() => true), sleep(STOP_LIMIT, false, { ref: false })]);
      if (!gone) {
        say(`! ${description.label} không chịu dừng, buộc dừng`, `${description.name} did not stop, killing it`);
        signalTo(child.pid, 'SIGKILL');
        await ended;
      }
    }
    signalTo(-child.pid, 'SIGKILL');
  }

  async function stopAll() {
    if (stopping) return;
    stopping = true;
    const place = ({ description }) => STOP_ORDER.indexOf(description.name);
    for (const entry of running.toSorted((one, other) => place(one) - place(other))) {
      await end(entry);
      onChange(entry.description.name, undefined);
    }
  }

  const logFile = ({ name }) => join(logsDir, `${name}.log`);
  const lastWords = (description) =>
    existsSync(logFile(description)) ? tail(readFileSync(logFile(description), 'utf8')) : '';
  return { start, stopAll };
}

/** Appends to a log; one that has grown large is set aside first, so that two of that size are kept. */
function openLog(file) {
  if (existsSync(file) && statSync(file).size > LARGEST_LOG) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

function isReady({ ready, ipc }, child, signal) {
  if (!ipc) return ready(signal);
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if (message === 'ready') resolve();
    });
  });
}
