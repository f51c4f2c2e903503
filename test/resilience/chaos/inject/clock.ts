import { setTimeout as sleep } from 'node:timers/promises';
import type { Sight } from '../sight.js';
import type { Inject } from './injection.js';
import { ended } from './signals.js';

/** Starts api and worker anew with another idea of the time, and later with the right one. */
export function jumpClocks(offset: string): Inject {
  return async (sight, lastsMs) => {
    const { machine } = sight;
    if (machine.faketime === null) throw new Error('no libfaketime');
    const since = new Date();
    await restart(sight, { LD_PRELOAD: machine.faketime, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' });
    await sleep(lastsMs);
    await restart(sight, { LD_PRELOAD: undefined, FAKETIME: undefined, FAKETIME_DONT_FAKE_MONOTONIC: undefined });
    return { note: `${offset}, ${lastsMs / 1_000} s`, broken: await recordedAtOtherTimes(sight, since) };
  };
}

async function restart({ machine, health }: Sight, variables: Readonly<Record<string, string | undefined>>) {
  for (const part of ['worker', 'api'] as const) {
    machine.setVariables(part, variables);
    await ended(machine.pid(part), 'SIGTERM');
  }
  for (let left = 150; left > 0; left -= 1) {
    if (
      await health().then(
        ({ status }) => status === 'READY',
        () => false,
      )
    )
      return;
    await sleep(200);
  }
}

/** The instants of recording that lie outside of the time in which they were recorded. */
async function recordedAtOtherTimes({ query }: Sight, since: Date): Promise<readonly string[]> {
  const rows = await query<{ stream: string }>(
    `SELECT stream_id || ' ' || version AS stream FROM event
     WHERE recorded_at > clock_timestamp() + interval '10 seconds'
        OR position > (SELECT max(position) FROM event WHERE recorded_at < $1) AND recorded_at < $1
     LIMIT 3`,
    [since],
  );
  return rows.map(({ stream }) => `recorded at another time: ${stream}`);
}
