import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createDatabase } from './databases.mjs';
import { median } from './load.mjs';
import { stop } from './processes.mjs';
import { plainTemporalYear } from './rivals/plain-temporal.mjs';
import { startSystem } from './system.mjs';

const MEMBERS = 364;
const CLIENTS = 32;

/**
 * A whole year of a district through the HTTP API, import and tokens included, against plain Temporal moving as many
 * members through four acts each with nothing around them; in turns.
 */
export async function districtRow({ root, rounds }) {
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push({
      plain: await plainTemporalYear({ databases: await createDatabase(), root, members: MEMBERS, clients: CLIENTS }),
      ours: await ourYear(await createDatabase(), root),
    });
  }
  const of = (pick) => median(measured.map(pick));
  const value = Math.round(of(({ ours, plain }) => ours / plain.seconds) * 1000) / 1000;
  const absolute = {
    seconds: of((m) => m.ours),
    plainSeconds: of((m) => m.plain.seconds),
    plainRate: of((m) => m.plain.rate),
  };
  return [
    {
      id: 'district.one-by-one',
      label: `the year of a district of ${MEMBERS} members, one by one, against plain Temporal`,
      value,
      unit: '× its time',
      target: '≤ 0.15',
      met: value <= 0.15,
      absolute,
    },
  ];
}

async function ourYear(databases, root) {
  const system = await startSystem(databases, root);
  const from = performance.now();
  const args = [
    'dist/apps/cli/main.js',
    'scenario',
    'test/bench/district.yaml',
    '--url',
    system.base,
    '--admin-token',
    system.oneTimeToken,
  ];
  const runner = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  runner.stdout.on('data', (text) => (output += text));
  const [code] = await once(runner, 'exit');
  const seconds = (performance.now() - from) / 1000;
  await stop(system.api);
  await stop(system.worker);
  if (code !== 0) throw new Error(`the scenario ended with ${code}:\n${output.slice(-2000)}`);
  return seconds;
}
