import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SEED = 20_261_124;
const FAULTS = [
  'API_KILLED',
  'WORKER_KILLED',
  'POSTGRES_KILLED',
  'TEMPORAL_EMPTIED',
  'CONNECTIONS_RESET',
  'POSTGRES_RESTORED',
];

// It starts processes of its own, known by their ids, and says all that it does where the test runs.
test('người làm việc trong khi mọi tiến trình bị giết, mạng bị cắt, máy chủ mất dữ liệu: không gì mất, không gì hai lần', async () => {
  const { DATABASE_URL: _, TEMPORAL_ADDRESS: __, ...env } = process.env;
  const args = ['--seed', String(SEED), '--minutes', '2', '--commands', '300', '--only', FAULTS.join(',')];
  const chaos = spawn(process.execPath, [`${root}apps/launcher/chaos.mjs`, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
  });
  const [code] = (await once(chaos, 'exit')) as [number | null];
  expect({ seed: SEED, code }).toEqual({ seed: SEED, code: 0 });
}, 600_000);
