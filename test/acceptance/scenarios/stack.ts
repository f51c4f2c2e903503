import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../../support/free-port.js';
import { createDatabase, type TestDatabase } from '../../support/postgres.js';
import { createNamespace, temporalAddress } from '../../support/temporal.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const entry = (app: string): string => join(root, 'dist', 'apps', app, 'main.js');

/** API and worker as processes of their own, on an empty database and in an empty namespace. */
export interface Stack {
  readonly url: string;
  /** Where the worker shows its metrics and health. */
  readonly workerUrl: string;
  readonly namespace: string;
  /** For the first administrator. */
  readonly oneTimeToken: string;
  readonly database: TestDatabase;
  /** Kills a process as the machine might, and starts it again. */
  crash(app: 'api' | 'worker'): Promise<void>;
  /** Starts one more beside the first, on the same database and namespace; gives where it shows itself. */
  another(app: 'api' | 'worker'): Promise<string>;
  /** An operator's command. */
  cli(...args: readonly string[]): Promise<string>;
  /** Ends both processes and keeps the database. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything that a scenario runs against, on an empty database or on one that has lived already. */
export async function startStack(lived?: TestDatabase): Promise<Stack> {
  const database = lived ?? (await createDatabase('scenario'));
  const dataDir = mkdtempSync(join(tmpdir(), 'kiemdiem-scenario-'));
  const [namespace, port, workerPort] = await Promise.all([createNamespace('scenario'), freePort(), freePort()]);
  const env = {
    ...process.env,
    ...{
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_NAMESPACE: namespace,
      KIEMDIEM_DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
    },
  };
  const cli = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, [entry('cli'), ...args], {
      env: { ...env, MIGRATION_DATABASE_URL: database.ownerUrl },
    });
    return stdout;
  };
  await cli('migrate');
  if (lived !== undefined) await cli('rebuild');
  const oneTimeToken = (await cli('first-admin-token')).trim().split('\n').at(-1) ?? '';
  const launch = {
    api: (at = port) => ready('api', { ...env, DATABASE_URL: database.apiUrl, HOST: '127.0.0.1', PORT: String(at) }),
    worker: (at = workerPort) =>
      ready('worker', { ...env, WORKER_DATABASE_URL: database.workerUrl, KIEMDIEM_WORKER_PORT: String(at) }),
  };
  const [api, worker] = await Promise.all([launch.api(), launch.worker()]);
  const running = { api, worker };
  const others: ChildProcess[] = [];
  const halt = async (): Promise<void> => {
    await Promise.all([...Object.values(running), ...others].map((child) => ended(child, 'SIGTERM')));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    workerUrl: `http://127.0.0.1:${workerPort}`,
    namespace,
    oneTimeToken,
    database,
    async crash(app) {
      await ended(running[app], 'SIGKILL');
      running[app] = await launch[app]();
    },
    async another(app) {
      const at = await freePort();
      others.push(await launch[app](at));
      return `http://127.0.0.1:${at}`;
    },
    cli,
    halt,
    async stop() {
      await halt();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function ready(app: 'api' | 'worker', env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  // Errors of the API are seen beside the failing test; the worker tells what it does on its standard output
  const child = spawn(process.execPath, [entry(app)], {
    env,
    stdio: ['ignore', app === 'api' ? 2 : 'ignore', 2, 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`${app} ended with ${code}`)));
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
