import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporal } from './infrastructure.mjs';
import { dataDir } from './paths.mjs';
import { portFinder, somewhere } from './ports.mjs';
import { embeddedPostgres } from './postgres.mjs';
import { superuserUrl } from './postgres-accounts.mjs';
import { supervisor } from './supervise.mjs';

/**
 * A throw-away PostgreSQL and Temporal for tests and measurements, as the environment their programs
 * expect: TEST_DATABASE_URL (a superuser), TEMPORAL_ADDRESS, TEMPORAL_CLI_PATH. What the environment
 * names already is used instead. `careless` trades safety on disk for speed; otherwise Temporal, too, keeps its state
 * in a file as `npm start` has it. `settings` are added to PostgreSQL's.
 */
export async function testInfrastructure({ onStop, careless, settings = [] }) {
  const folder = mkdtempSync(join(tmpdir(), 'kiemdiem-test-'));
  // PostgreSQL's account passes through when this runs as root
  chmodSync(folder, 0o755);
  onStop(async () => rmSync(folder, { recursive: true, force: true }));
  const pids = {};
  const processes = supervisor({
    logsDir: join(dataDir, 'test', 'logs'),
    onChange: (name, pid) => Object.assign(pids, { [name]: pid }),
  });
  onStop(processes.stopAll);
  const nextPort = portFinder();
  const [TEST_DATABASE_URL, server] = await Promise.all([
    process.env.TEST_DATABASE_URL ?? cluster(),
    temporal({ processes, nextPort, firstPort: somewhere(), headless: true, dataDir: careless ? undefined : folder }),
  ]);
  const env = { ...process.env, TEST_DATABASE_URL, TEMPORAL_ADDRESS: server.address };
  // The commands under test would otherwise take the developer's own database
  delete env.DATABASE_URL;
  return { env: server.executable ? { ...env, TEMPORAL_CLI_PATH: server.executable } : env, processes, pids, folder };

  async function cluster() {
    const superuser = { port: await nextPort(somewhere()), password: 'test' };
    const description = { folder: join(folder, 'postgres'), careless, settings, ...superuser };
    await processes.start(await embeddedPostgres(description));
    return superuserUrl(superuser);
  }
}
