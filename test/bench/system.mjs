import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { call } from './http.mjs';
import { createDatabase, databaseBytes } from './databases.mjs';
import { createNamespace } from './namespaces.mjs';
import { freePort, start, stop } from './processes.mjs';

/**
 * This system as an operator runs it, api and worker of the built checkout, with a namespace of its own and a database
 * of its own or one that another left.
 */
export async function startSystem(bench, left) {
  const databases = left ?? (await createDatabase());
  const program = (path) => join(bench.root, 'dist', path);
  const dataDir = mkdtempSync(join(process.env.BENCH_FOLDER, 'data-'));
  const operator = {
    ...process.env,
    MIGRATION_DATABASE_URL: databases.owner,
    DATABASE_URL: databases.api,
    WORKER_DATABASE_URL: databases.worker,
    KIEMDIEM_DATA_DIR: dataDir,
  };
  const cli = (command) =>
    execFileSync(process.execPath, [program('apps/cli/main.js'), command], { env: operator, encoding: 'utf8' }).trim();
  cli('migrate');
  const emptyBytes = await databaseBytes(databases);
  const oneTimeToken = cli('first-admin-token').split('\n').at(-1);
  const port = await freePort();
  const namespace = await createNamespace();
  const env = { ...operator, TEMPORAL_NAMESPACE: namespace, HOST: '127.0.0.1', PORT: String(port) };
  const worker = await start(program('apps/worker/main.js'), env, bench.profiled('worker'));
  const api = await start(program('apps/api/main.js'), env, bench.profiled('api'));
  return {
    base: `http://127.0.0.1:${port}`,
    databases,
    namespace,
    oneTimeToken,
    emptyBytes,
    groups: { api: api.pid, worker: worker.pid, ...bench.servers },
    stopWorker: () => stop(worker),
    stop: async () => {
      await stop(api);
      await stop(worker);
    },
  };
}

/** Calls as somebody with a token; every command has a key of its own. */
export const caller = (base, token) => (method, path, body) =>
  call(base, method, `/api/v1${path}`, { token, key: method === 'POST' ? randomUUID() : undefined, body });

/** Makes the first administrator of an empty installation; gives the token. */
export async function firstAdministrator({ base, oneTimeToken }) {
  const body = { token: oneTimeToken, name: 'Quản trị' };
  const { token } = await call(base, 'POST', '/api/v1/setup', { key: randomUUID(), body });
  return token;
}
