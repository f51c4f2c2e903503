import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { byPerson, testStore } from '../../support/store.js';
import { Year } from '../../support/store-year.js';
import { selfAssessment } from '../../support/cell-of-four.js';
import { handleCommand } from '../../../libs/store/handle-command.js';
import { withClient } from '../../support/postgres.js';
import { createNamespace, temporalAddress } from '../../support/temporal.js';

const WORKER = fileURLToPath(new URL('../../../dist/apps/worker/main.js', import.meta.url));

/** A commune in its year, whose procedures run in a worker of its own. */
export interface LivingStore {
  readonly address: string;
  readonly namespace: string;
  query(text: string): Promise<readonly Record<string, unknown>[]>;
  /** One member of cell `ban` hands in his self-assessment. */
  handIn(): Promise<void>;
  /** Inserts an event as a worker that was taken over would; rolled back where nothing stopped it. */
  forgeAsWorker(type: string, actor: string): Promise<void>;
  end(): Promise<void>;
}

export async function testStoreOn(): Promise<LivingStore> {
  const store = await testStore('attacked');
  const year = await Year.opened(store);
  const namespace = await createNamespace('attacked');
  const address = temporalAddress();
  const env = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, WORKER_DATABASE_URL: store.urls.worker };
  const worker = await ready(
    spawn(process.execPath, [WORKER], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 2, 'ipc'] }),
  );
  const query = (text: string) => store.database.query(text);
  await until(
    async () => (await query(`SELECT FROM event WHERE type = 'StepOpened' AND case_id = 'cell/2018/ban'`)).length > 0,
  );
  return {
    address,
    namespace,
    query,
    async handIn() {
      const command = {
        type: 'submitSelfAssessments',
        case: 'cell/2018/ban',
        lines: [{ member: year.id('C'), ...selfAssessment() }],
      } as const;
      const handled = await handleCommand(store.api, byPerson(year.id('C'), command));
      if (handled.outcome !== 'ACCEPTED') throw new Error(handled.code);
    },
    forgeAsWorker: (type, actor) =>
      withClient(store.urls.worker, async (client) => {
        await client.query('BEGIN');
        await client.query(
          `INSERT INTO event (stream_id, version, case_id, type, schema_version, subject_id, body, data, actor, recorder, command_id,
             ordinal, occurred_at, recorded_at, prev_hash, hash)
           SELECT 'forged', 1, case_id, $1, 1, subject_id, body, data, $2, $2, command_id, 900, occurred_at,
             clock_timestamp(), prev_hash, hash FROM event LIMIT 1`,
          [type, actor],
        );
        await client.query('ROLLBACK');
      }),
    async end() {
      await stopped(worker);
      await store.end();
    },
  };
}

async function until(ask: () => Promise<boolean>): Promise<void> {
  for (let left = 300; !(await ask()); left -= 1) {
    if (left === 0) throw new Error('the worker opened no step');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function ready(child: ChildProcess): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
