import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScenario, type ScenarioResult } from '../../../apps/cli/scenario/run-scenario.js';
import type { Stack } from './stack.js';

const folder = fileURLToPath(new URL('../../../scenarios/', import.meta.url));

/** What a run said and found. */
export interface Lived {
  readonly result: ScenarioResult;
  readonly met: boolean;
  readonly output: string;
}

/** Runs a shipped scenario against the stack, changed as text if the test says so. */
export async function live(
  stack: Stack,
  name: string,
  change: (yaml: string) => string = (yaml) => yaml,
): Promise<Lived> {
  const yaml = readFileSync(join(folder, name), 'utf8');
  const changed = change(yaml);
  const file =
    changed === yaml ? join(folder, name) : join(process.env['TMPDIR'] ?? '/tmp', `${stack.database.name}.yaml`);
  if (changed !== yaml) writeFileSync(file, changed);
  let output = '';
  const out = { write: (text: string) => (output += text) };
  const lived = await runScenario({ file, url: stack.url, adminToken: stack.oneTimeToken, out });
  return { ...lived, output };
}

/** How many events of a type stand in the case of an organisation. */
export async function eventsOf({ database }: Stack, type: string, organisation: string): Promise<number> {
  const [row] = await database.query(
    `SELECT count(*)::int AS count FROM event WHERE type = $1 AND case_id LIKE '%/' || $2`,
    [type, organisation],
  );
  return Number(row?.['count']);
}
