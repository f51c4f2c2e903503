import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkout, type Launcher, isAlive } from '../support/checkout.js';
import { freePort, occupy } from '../support/free-port.js';
import { createDatabase, withClient } from '../support/postgres.js';
import { temporalAddress } from '../support/temporal.js';

const READY = 'Đã sẵn sàng';
const PARTS = ['postgres', 'temporal', 'worker', 'api'] as const;

describe('npm start', () => {
  const checkout = new Checkout();
  let launcher: Launcher;

  afterEach(async () => launcher.stop());
  afterAll(async () => checkout.remove());

  async function start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    launcher = checkout.launch('start', { env: { PORT: String(await freePort()), ...env } });
    await launcher.says(READY);
    await launcher.says('Ctrl-C');
  }

  test('prints addresses and the token, keeps the facts in runtime.json, leaves nothing behind', async () => {
    await start();
    const { pids, ports, urls, databases } = checkout.runtime();
    expect(launcher.output).toContain('token-of-the-first');
    expect(launcher.output).toContain(`http://127.0.0.1:${ports['api']}/docs`);
    expect(await (await fetch(urls['api']!)).text()).toBe(`answered by ${pids['api']}`);
    expect(Object.keys(databases)).toEqual(['owner', 'api', 'worker']);
    for (const [account, address] of Object.entries(databases)) {
      const { rows } = await withClient(address, (client) => client.query('SELECT current_user AS name'));
      expect(rows).toEqual([{ name: `kiemdiem_${account}` }]);
    }
    for (const file of ['runtime.json', 'secrets.json']) {
      expect(statSync(join(checkout.folder, '.data', file)).mode & 0o077).toBe(0);
    }
    expect(await launcher.stop()).toBe(0);
    expect(Object.values(pids).filter(isAlive)).toEqual([]);
    expect(existsSync(join(checkout.folder, '.data', 'runtime.json'))).toBe(false);
  });

  test('starts again whichever part dies and says so', async () => {
    await start();
    const before = checkout.runtime().pids;
    for (const part of PARTS) process.kill(before[part]!, 'SIGKILL');
    await launcher.says('chạy lại', PARTS.length);
    const { pids, urls, databases } = checkout.runtime();
    expect(PARTS.filter((part) => pids[part] === before[part])).toEqual([]);
    expect(await (await fetch(urls['api']!)).text()).toBe(`answered by ${pids['api']}`);
    await withClient(databases['api']!, (client) => client.query('SELECT 1'));
  });

  test('clears away what a killed launcher left behind', async () => {
    await start();
    const orphans = checkout.runtime().pids;
    launcher.kill('SIGKILL');
    await launcher.ended;
    expect(PARTS.filter((part) => !isAlive(orphans[part]!))).toEqual([]);
    await start();
    expect(PARTS.filter((part) => isAlive(orphans[part]!))).toEqual([]);
  });

  test('refuses a second start on the same data', async () => {
    await start();
    const second = checkout.launch('start', { env: { PORT: String(await freePort()) } });
    expect(await second.ended).toBe(1);
    expect(second.output).toContain('already running');
    expect(isAlive(checkout.runtime().pids['api']!)).toBe(true);
  });

  test('takes another port for its inner parts when one is taken', async () => {
    const other = await occupy(15_432);
    try {
      await start();
      expect(checkout.runtime().ports['postgres']).not.toBe(15_432);
    } finally {
      other?.close();
    }
  });

  test('uses the PostgreSQL and the Temporal server it is given', async () => {
    const database = await createDatabase();
    await start({ DATABASE_URL: database.superuserUrl, TEMPORAL_ADDRESS: temporalAddress() });
    const { pids, databases } = checkout.runtime();
    expect(Object.keys(pids).sort()).toEqual(['api', 'launcher', 'worker']);
    expect(databases['worker']).toBe(database.superuserUrl);
    expect(launcher.output).toContain('privileges are not enforced');
    expect(await database.query(`SELECT to_regclass('fact') IS NOT NULL AS made`)).toEqual([{ made: true }]);
    await launcher.stop();
    await database.drop();
  });
});

describe('what the operator can put right is said plainly', () => {
  const checkout = new Checkout();
  afterAll(async () => checkout.remove());

  test('the port is taken', async () => {
    const port = await freePort();
    const other = await occupy(port);
    const launcher = checkout.launch('start', { env: { PORT: String(port) } });
    expect(await launcher.ended).toBe(1);
    other?.close();
    expect(launcher.output).toContain(`PORT=${port + 1} npm start`);
    expect(existsSync(join(checkout.folder, '.data', 'runtime.json'))).toBe(false);
  });

  test('the data folder cannot be written', async () => {
    writeFileSync(join(checkout.folder, 'file'), '');
    const launcher = checkout.launch('start', { env: { KIEMDIEM_DATA_DIR: 'file/data' } });
    expect(await launcher.ended).toBe(1);
    expect(launcher.output).toContain('KIEMDIEM_DATA_DIR');
    expect(launcher.output).not.toContain('    at ');
  });

  test('the given Temporal server does not answer', async () => {
    const env = { PORT: String(await freePort()), TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}` };
    const launcher = checkout.launch('start', { env });
    expect(await launcher.ended).toBe(1);
    expect(launcher.output).toContain('TEMPORAL_ADDRESS');
  });

  test('a part that cannot start stops the others and shows the end of its log', async () => {
    checkout.write('dist/apps/worker/main.js', `console.error('cannot work like this'); process.exit(4);`);
    const launcher = checkout.launch('start', { env: { PORT: String(await freePort()) } });
    expect(await launcher.ended).toBe(1);
    expect(launcher.output).toContain('cannot work like this');
  });

  test('Node is too old', async () => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.0'})`;
    const launcher = checkout.launch('start', { env: { NODE_OPTIONS: `--import=${encodeURI(pretend)}` } });
    expect(await launcher.ended).toBe(1);
    expect(launcher.output).toContain('20.19');
  });
});

describe('npm run demo', () => {
  const checkout = new Checkout();
  afterAll(async () => checkout.remove());

  test('runs the scenario on emptied data, hands on the runner’s code and stops everything', async () => {
    checkout.write('.data/demo/left-over', '');
    checkout.write('mine.yaml', '');
    const launcher = checkout.launch('demo', { args: ['mine.yaml', '--json', 'out.json'] });
    expect(await launcher.ended).toBe(7);
    expect(launcher.output).toMatch(/runner got \S+mine\.yaml --url http:\S+ --admin-token \S+ --json \S+out\.json/);
    expect(existsSync(join(checkout.folder, '.data', 'demo', 'left-over'))).toBe(false);
    expect(existsSync(join(checkout.folder, '.data', 'demo', 'runtime.json'))).toBe(false);
  });

  test('names a scenario file that is not there', async () => {
    const launcher = checkout.launch('demo', { args: ['nowhere.yaml'] });
    expect(await launcher.ended).toBe(1);
    expect(launcher.output).toContain('nowhere.yaml');
  });
});
