import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './run.mjs';

// One machine needs no partitions, and nothing here may call outside
const DYNAMIC = [
  'frontend.enableServerVersionCheck=false',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
];

/**
 * Describes Temporal's development server for the supervisor. With a folder its state is a file there
 * (flushed seldom: what must not be lost is in PostgreSQL), without one it is in memory.
 */
export async function embeddedTemporal({ executable, nextPort, folder, headless = false, firstPort = 17_233 }) {
  const ports = {
    temporal: await nextPort(firstPort),
    ...(headless ? {} : { temporalUi: await nextPort(firstPort + 1_000) }),
    temporalHttp: await nextPort(firstPort + 10),
    temporalMetrics: await nextPort(firstPort + 20),
  };
  if (folder) mkdirSync(folder, { recursive: true });
  const address = `127.0.0.1:${ports.temporal}`;
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', ports.temporal, '--http-port', ports.temporalHttp],
    ...['--metrics-port', ports.temporalMetrics, '--log-level', 'warn'],
    ...(headless ? ['--headless'] : ['--ui-port', ports.temporalUi, '--ui-disable-news-fetch']),
    ...(folder ? ['--db-filename', join(folder, 'temporal.db')] : []),
    ...(folder ? ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=1'] : []),
    ...DYNAMIC.flatMap((value) => ['--dynamic-config-value', value]),
  ];
  return {
    ports,
    address,
    ui: headless ? undefined : `http://127.0.0.1:${ports.temporalUi}`,
    process: {
      name: 'temporal',
      label: 'Temporal',
      command: executable,
      args: args.map(String),
      options: { cwd: folder ?? '/', env: { ...process.env, TEMPORAL_VERSION_CHECK_DISABLED: '1' } },
      ready: (signal) => waitForTemporal(executable, address, signal),
    },
  };
}

async function waitForTemporal(executable, address, signal) {
  while (!signal.aborted) {
    const { code } = await run(executable, ['operator', 'cluster', 'health', '--address', address], { timeout: 5_000 });
    if (code === 0) return;
    await sleep(100);
  }
}
