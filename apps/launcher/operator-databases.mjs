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
  const running = runningDatabases(dataDir);
  if (running) return running;
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

function runningDatabases(dataDir) {
  const file = join(dataDir, 'runtime.json');
  if (!existsSync(file)) return undefined;
  const { pids, databases } = JSON.parse(readFileSync(file, 'utf8'));
  return commandLine(pids.launcher) && databases.owner ? databases : undefined;
}
