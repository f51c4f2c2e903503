import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('../support/simulator/run.mjs', import.meta.url));
// A developer meets new years every time, continuous integration always the same
const SEED = process.env['KIEMDIEM_SEED'] ?? (process.env['CI'] ? 'integration' : randomBytes(4).toString('hex'));
const SABOTAGES = ['no-papers', 'no-ceiling', 'blind-closing', 'no-second-person', 'nobody-is-told'];

interface Summary {
  readonly commands: number;
  readonly decided: number;
  readonly faultKinds: readonly string[];
  readonly codes: readonly string[];
}

/** Runs the simulator in a process of its own; what it says of a violation is the failure. */
function simulator(...args: readonly string[]): Promise<Summary> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--enable-source-maps', RUN, ...args], (error, stdout, stderr) => {
      if (error === null) process.stderr.write(stderr);
      if (error === null) resolve(JSON.parse(stdout) as Summary);
      else reject(new Error(stderr));
    });
  });
}

describe(`whatever happens to whole years, KIEMDIEM_SEED=${SEED}`, () => {
  test('100,000 commands and steps under faults: all that must hold does, and years come to their end', async () => {
    const parts = await Promise.all(['1/2', '2/2'].map((part) => simulator('--seed', SEED, '--part', part)));
    expect(parts.reduce((sum, { commands }) => sum + commands, 0)).toBeGreaterThanOrEqual(100_000);
    // It is not for want of anything happening
    for (const { decided, faultKinds } of parts) {
      expect(decided).toBeGreaterThan(50);
      expect(faultKinds.length).toBeGreaterThanOrEqual(13);
    }
    const codes = parts.flatMap((part) => part.codes);
    expect(codes).toEqual(expect.arrayContaining(['STEP_NOT_OPEN', 'STALE_VIEW', 'FORBIDDEN']));
  }, 600_000);

  test('what was found once stays mended', async () => {
    await expect(simulator('--found')).resolves.toBeDefined();
  }, 300_000);
});

test('the same seed is the same year, event for event', async () => {
  const [once, again] = await Promise.all([
    simulator('--seed', 'x', '--world', '1'),
    simulator('--seed', 'x', '--world', '1'),
  ]);
  expect(once).toEqual(again);
}, 120_000);

test.each(SABOTAGES)(
  'a rule that is broken is noticed: %s',
  async (sabotage) => {
    await expect(simulator('--seed', 'y', '--sabotage', sabotage)).rejects.toThrow('npm run simulate');
  },
  300_000,
);
