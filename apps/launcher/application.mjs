import { Failure } from './failure.mjs';
import { database, temporal } from './infrastructure.mjs';
import { entryPoint } from './paths.mjs';
import { stage } from './progress.mjs';
import { run, tail } from './run.mjs';

/**
 * Everything from an empty folder to an API that answers: databases, Temporal, schema, worker, API.
 * Gives the addresses and, as long as there is no administrator, a token to become the first one.
 */
export async function application({ dataDir, processes, runtime, nextPort, host, port, firstPorts = {}, headless }) {
  const shared = { dataDir, processes, runtime, nextPort };
  const [databases, server] = await Promise.all([
    database({ ...shared, firstPort: firstPorts.postgres }).then(async (urls) => {
      await stage('Cập nhật lược đồ', 'migrating', () => cli('migrate', urls, dataDir));
      return urls;
    }),
    temporal({ ...shared, firstPort: firstPorts.temporal, headless }),
  ]);
  const api = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  runtime.note('temporal', { address: server.address, namespace: process.env.TEMPORAL_NAMESPACE || 'default' });
  runtime.note('ports', { api: port });
  const workerPort = await nextPort(firstPorts.worker ?? 13_001);
  runtime.note('ports', { worker: workerPort });
  const programs = { databases, temporal: server, dataDir, host, port, workerPort };
  const token = await startPrograms(programs, processes.start);
  const urls = { api, docs: `${api}/docs`, ...(server.ui ? { temporalUi: server.ui } : {}) };
  runtime.note('urls', urls);
  return { urls, token };
}

/** Starts worker and API on a migrated database; gives the token for the first administrator, empty when there is one. */
export async function startPrograms({ databases, temporal: server, dataDir, host, port, workerPort }, start) {
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE || 'default',
    KIEMDIEM_DATA_DIR: dataDir,
  };
  delete env.MIGRATION_DATABASE_URL;
  delete env.WORKER_DATABASE_URL;
  delete env.DATABASE_URL;
  const [token] = await Promise.all([
    cli('first-admin-token', databases, dataDir),
    start(
      node('worker', 'bộ xử lý (worker)', {
        ...env,
        WORKER_DATABASE_URL: databases.worker,
        KIEMDIEM_WORKER_PORT: String(workerPort),
      }),
    ),
    start(
      node('api', 'API', {
        ...env,
        DATABASE_URL: databases.api,
        HOST: host,
        PORT: String(port),
        ...(server.ui ? { TEMPORAL_UI_URL: server.ui } : {}),
      }),
    ),
  ]);
  return token.trim().split('\n').at(-1);
}

const node = (name, label, env) => ({
  name,
  label,
  command: process.execPath,
  args: ['--enable-source-maps', entryPoint(name)],
  options: { env },
  ipc: true,
});

/** Runs an operator's command of the built program. */
export async function cli(command, { owner }, dataDir) {
  const env = { ...process.env, MIGRATION_DATABASE_URL: owner, KIEMDIEM_DATA_DIR: dataDir };
  const { code, stdout, stderr } = await run(process.execPath, ['--enable-source-maps', entryPoint('cli'), command], {
    env,
  });
  if (code === 0) return stdout;
  throw new Failure(
    `Lệnh ${command} không xong (mã ${code}):\n${tail(stderr || stdout)}`,
    `The command ${command} failed; its messages are above.`,
  );
}
