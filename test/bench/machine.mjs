import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { rowsOf } from './databases.mjs';

/** What was measured on: hardware, and the versions of everything that takes part. */
export async function machine() {
  const [{ version }] = await rowsOf(
    process.env.TEST_DATABASE_URL,
    "SELECT current_setting('server_version') AS version",
  ).catch(() => [{}]);
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: process.platform,
    node: process.version,
    postgres: version,
    temporal: temporalVersion(),
    loadAverage: loadavg()[2],
  };
}

function temporalVersion() {
  const cli = process.env.TEMPORAL_CLI_PATH;
  if (!cli) return 'TEMPORAL_ADDRESS';
  return execFileSync(cli, ['--version'], { encoding: 'utf8' }).trim();
}
