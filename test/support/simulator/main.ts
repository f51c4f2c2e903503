import { createHash, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { loadRulebook } from '../../../libs/rulebook/load-rulebook.js';
import * as workflows from '../../../workflows/index.js';
import { FOUND } from './found.js';
import type { Workflows } from './procedures.js';
import { SABOTAGES } from './sabotages.js';
import { simulate, type Lived } from './simulate.js';
import { Violation } from './violation.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: process.env['KIEMDIEM_SEED'] ?? randomBytes(4).toString('hex') },
    commands: { type: 'string', default: '100000' },
    world: { type: 'string' },
    part: { type: 'string', default: '1/1' },
    sabotage: { type: 'string' },
    found: { type: 'boolean', default: false },
  },
});
const rulebook = loadRulebook('rs-2018', 'rulebooks');
const rules = values.sabotage === undefined ? undefined : SABOTAGES[values.sabotage];
const parts = { workflows: workflows as unknown as Workflows, ...(rules === undefined ? {} : { rules }) };

/** Worlds to live through, one after the other. */
function* worlds(): Generator<readonly [seed: string, world: number]> {
  if (values.found) return yield* FOUND.map(({ seed, world }) => [seed, world] as const);
  if (values.world !== undefined) return yield [values.seed, Number(values.world)];
  const [part = 1, of = 1] = values.part.split('/').map(Number);
  for (let world = part - 1; sum.commands < Number(values.commands) / of; world += of) yield [values.seed, world];
}

const sum = { worlds: 0, commands: 0, events: 0, decided: 0, faults: 0, refused: 0 };
const kinds = { faults: new Set<string>(), refusals: new Set<string>() };

const heads = createHash('sha256');

function add(lived: Lived): void {
  heads.update(lived.fingerprint);
  const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, each) => all + each, 0);
  sum.worlds += 1;
  sum.commands += lived.commands;
  sum.events += lived.events;
  sum.decided += lived.decided;
  sum.faults += total(lived.faults);
  sum.refused += total(lived.refusals);
  for (const fault of lived.faults.keys()) kinds.faults.add(fault);
  for (const code of lived.refusals.keys()) kinds.refusals.add(code);
}

const begun = performance.now();
let at: readonly [seed: string, world: number] = [values.seed, 0];
try {
  for (at of worlds()) add(await simulate(...at, rulebook, parts));
} catch (error) {
  const [seed, world] = at;
  console.error(error instanceof Violation ? `✗ ${error.message}` : error);
  console.error(`  Chạy lại · run again: npm run simulate -- --seed ${seed} --world ${world}`);
  process.exit(1);
}
const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
console.error(
  `✓ ${sum.worlds} năm, ${sum.commands} lệnh và bước, ${sum.events} sự kiện, ${sum.decided} xếp loại, ${sum.refused} từ chối, ${sum.faults} sự cố, ${seconds} s` +
    ` · years, commands and steps, events, classes, refusals, faults; seed ${values.seed}`,
);
// For whoever reads the result: one line of JSON
console.log(
  JSON.stringify({
    seed: values.seed,
    ...sum,
    faultKinds: [...kinds.faults].sort(),
    codes: [...kinds.refusals].sort(),
    fingerprint: heads.digest('hex'),
  }),
);
