import { report } from './failure.mjs';
import { say } from './progress.mjs';
import { endPrograms } from './run.mjs';
import { Stopped } from './supervise.mjs';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Runs an entry point: `work` gets `onStop(tidy)` and gives the exit code. Whether it ends, fails or is
 * interrupted by a signal, what was registered with `onStop` is run, last first, before the process ends.
 */
export async function main(work, { codeWhenInterrupted } = {}) {
  const tidying = [];
  // A reader that has gone (a closed terminal, a pager) must not keep the children from being stopped
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const interrupted = new Promise((resolve) => {
    for (const signal of Object.keys(SIGNALS)) process.on(signal, () => resolve(signal));
  });
  let code = 1;
  try {
    const outcome = await Promise.race([work({ onStop: (tidy) => tidying.push(tidy) }), interrupted]);
    if (typeof outcome === 'string') {
      say(`Nhận ${outcome}, đang dừng`, 'stopping');
      await endPrograms();
    }
    code = typeof outcome === 'string' ? (codeWhenInterrupted ?? SIGNALS[outcome]) : (outcome ?? 0);
  } catch (error) {
    if (!(error instanceof Stopped)) report(error);
  }
  for (const tidy of tidying.reverse()) {
    try {
      await tidy();
    } catch (error) {
      report(error);
    }
  }
  process.exit(code);
}
