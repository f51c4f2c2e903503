import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { createDatabase } from './databases.mjs';
import { decisionsRow, membersNeeded } from './decisions.mjs';
import { districtRow } from './district.mjs';
import { stopAll } from './processes.mjs';
import { openYear, startSystem } from './system.mjs';

const { values } = parseArgs({ options: { json: { type: 'string' }, rounds: { type: 'string', default: '3' } } });
const root = process.cwd();
const rounds = Number(values.rounds);

try {
  const rows = [...(await decisions()), ...(await districtRow({ root, rounds }))];
  const report = { machine: machine(), rows };
  for (const { label, value, unit, target, met, absolute } of rows) {
    console.log(`${met ? '✓' : '✗'} ${label}: ${value} ${unit} (target ${target})`);
    console.log(
      `    ${Object.entries(absolute)
        .map(([name, figure]) => `${name} ${figure.toFixed(1)}`)
        .join(' · ')}`,
    );
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  await stopAll();
}

async function decisions() {
  const databases = await createDatabase();
  const system = await startSystem(databases, root);
  const year = await openYear(system, Math.ceil(membersNeeded(rounds) / 25));
  return decisionsRow({ databases, root, rounds, system, year });
}

function machine() {
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model,
    memory: totalmem(),
    node: process.version,
    platform: process.platform,
  };
}
