import './node-version.mjs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, buildChaos } from './build.mjs';
import { chaosMachine, releaseSmallDisk, smallDiskIn } from './chaos-machine.mjs';
import { Failure } from './failure.mjs';
import { checkCheckout, writableFolder } from './folders.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { dataDir, root } from './paths.mjs';
import { openEmptied } from './runtime.mjs';

await main(async ({ onStop }) => {
  const { page, ...options } = parse();
  checkCheckout(root);
  await install();
  await build();
  await buildChaos();
  const program = await import(join(root, 'dist', 'test', 'resilience', 'chaos', 'main.js'));
  if (page) return program.writePage(page, join(root, 'docs', 'explanation', 'reliability.md'));
  const unknown = options.only?.find((fault) => !program.FAULT_NAMES.includes(fault));
  if (unknown) throw new Failure(`Không có sự cố ${unknown}.`, `Faults: ${program.FAULT_NAMES.join(', ')}`);
  const folder = join(writableFolder(dataDir), 'chaos');
  const runtime = await openEmptied(folder, () => releaseSmallDisk(smallDiskIn(folder)));
  onStop(runtime.close);
  const machine = await chaosMachine({ folder, runtime, onStop, openLine: program.openLine });
  return (await program.chaos(machine, options)) ? 0 : 1;
});

function parse() {
  const text = { type: 'string' };
  const { values } = parse_();
  const number = (name, fallback) => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (Number.isFinite(value) && value > 0) return value;
    throw usage();
  };
  const minutes = number('minutes', 2);
  // npm runs the command in the checkout, whatever folder it was called from
  const here = process.env.INIT_CWD ?? process.cwd();
  return {
    seed: number('seed', Math.floor(Math.random() * 1_000_000) + 1),
    minutes,
    commands: number('commands', Math.round(minutes * 200)),
    only: values.only?.split(',') ?? null,
    json: values.json ? resolve(here, values.json) : null,
    page: values.page?.split(',').map((file) => resolve(here, file)),
  };

  function parse_() {
    try {
      return parseArgs({ options: { seed: text, minutes: text, commands: text, only: text, json: text, page: text } });
    } catch {
      throw usage();
    }
  }
}

const usage = () =>
  new Failure(
    'Cách dùng: npm run chaos -- [--seed N] [--minutes M] [--commands C] [--only SỰ_CỐ,…] [--json TỆP_RA] | --page TỆP_JSON,…',
    'Usage: npm run chaos -- [--seed N] [--minutes M] [--commands C] [--only FAULT,…] [--json OUT] | --page JSON,…',
  );
