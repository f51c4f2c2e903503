import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { database } from './infrastructure.mjs';
import { portFinder, somewhere } from './ports.mjs';
import { commandLine } from './processes.mjs';
import { openRuntime } from './runtime.mjs';
import { supervisor } from './supervise.mjs';

/**
 * The three database addresses of a data folder for an operator's command: those of what is running on
 * it, of the environment, or of the embedded PostgreSQL, which runs until the command ends.
 */
export async function operatorDatabases(dataDir, { onStop }) {
  const databases = runningDatabases(dataDir);
  if (databases) return databases;
  if (!process.env.DATABASE_URL && !existsSync(join(dataDir, 'postgres', 'cluster'))) {
    throw new Failure(
      `Trong ${dataDir} chưa có dữ liệu. Chạy npm start trước, hoặc đặt KIEMDIEM_DATA_DIR.`,
      `There is no data in ${dataDir} yet. Run npm start first, or set KIEMDIEM_DATA_DIR.`,
    );
  }
  const runtime = await openRuntime(dataDir);
  onStop(runtime.close);
  const processes = supervisor({
    logsDir: join(dataDir, 'logs'),
    onChange: (name, pid) => runtime.note('pids', { [name]: pid }),
  });
  onStop(processes.stopAll);
  return database({ dataDir, processes, runtime, nextPort: portFinder(), firstPort: somewhere() });
}

/** How the Temporal server of what is running on a data folder is reached; nothing when the environment names one. */
export function runningTemporal(dataDir) {
  const { address, namespace } = running(dataDir)?.temporal ?? {};
  if (!address || process.env.TEMPORAL_ADDRESS) return {};
  return { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
}

function runningDatabases(dataDir) {
  const databases = running(dataDir)?.databases;
  return databases?.owner ? databases : undefined;
}

function running(dataDir) {
  const file = join(dataDir, 'runtime.json');
  if (!existsSync(file)) return undefined;
  const facts = JSON.parse(readFileSync(file, 'utf8'));
  return commandLine(facts.pids.launcher) ? facts : undefined;
}
