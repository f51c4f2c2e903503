import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBench } from './bench.mjs';
import { figure } from './figure.mjs';
import { machine } from './machine.mjs';
import { writePage } from './page.mjs';
import { printed } from './print.mjs';
import { stopAll } from './processes.mjs';
import { openProfile } from './profile.mjs';
import { measureRow, ROWS } from './rows.mjs';

const USAGE = `npm run bench [-- OPTIONS]
  --rounds N      rounds of each row (3)
  --only ROW,…    ${ROWS.map(({ id }) => id).join(', ')}
  --quick         tiny sizes: shows that it runs, its figures mean nothing
  --json OUT      writes { machine, rows }
  --page          writes docs/explanation/performance.md from what was measured
  --profile DIR   CPU profiles of api and worker, statements of PostgreSQL by cost`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    page: { type: 'boolean', default: false },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
// npm runs the command in the checkout, whatever folder it was called from
const place = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

let interrupted = false;
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
  process.on(signal, () => {
    interrupted = true;
    void stopAll().then(() => process.exit(code));
  });
}

if (values.help) console.log(USAGE);
else await main();

async function main() {
  try {
    const code = await bench();
    await stopAll();
    process.exit(code);
  } catch (error) {
    // What fails because it was stopped is no news; the signal ends the process
    if (interrupted) return;
    console.error(error);
    await stopAll();
    process.exit(1);
  }
}

async function bench() {
  const rounds = Number(values.rounds);
  const wanted = rowsWanted();
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds}\n${USAGE}`);
  const profile = values.profile ? await openProfile(place(values.profile)) : undefined;
  const run = await openBench({ root: process.cwd(), rounds, quick: values.quick, profile });
  const began = new Date();
  const rows = [];
  const report = async () => ({
    machine: await machine(),
    measured: {
      at: began.toISOString(),
      seconds: Math.round((Date.now() - began) / 1000),
      rounds,
      quick: values.quick,
    },
    rows,
  });
  for (const row of wanted) {
    await profile?.begin();
    const figures = await measureRow(row, run).catch((error) => failed(row, error));
    await profile?.end(row.id);
    rows.push(...figures);
    figures.forEach((figure) => console.log(printed(figure)));
    // What was measured for a quarter of an hour is not lost with the row after it
    if (values.json) writeFileSync(place(values.json), `${JSON.stringify(await report(), null, 2)}\n`);
  }
  if (values.page) writePage(await report(), process.cwd());
  return rows.some(({ error }) => error) ? 1 : 0;
}

/** A row that breaks down is a missed one; the others are measured all the same. */
function failed({ id, label }, error) {
  if (interrupted) throw error;
  console.error(error);
  return [
    { ...figure({ id, label, unit: '', target: undefined }), met: false, error: String(error.message).slice(0, 500) },
  ];
}

function rowsWanted() {
  if (!values.only) return ROWS;
  const ids = values.only.split(',');
  const unknown = ids.find((id) => !ROWS.some((row) => row.id === id));
  if (unknown) throw new Error(`no row ${unknown}\n${USAGE}`);
  return ROWS.filter(({ id }) => ids.includes(id));
}
