import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';

// Plain programs without types
const of = (file: string) => import(new URL(`../bench/${file}`, import.meta.url).href);

test('a figure is judged by its target, and by nothing where a rival was held up', async () => {
  const { figure } = await of('figure.mjs');
  const row = { id: 'row', label: 'a row', unit: '×' };
  const almost = figure({ ...row, value: 0.39999, target: { atLeast: 0.4 } });
  expect(almost).toMatchObject({ value: 0.4, target: '≥ 0.4', met: false });
  expect(figure({ ...row, value: 0.4, target: { atLeast: 0.4 } })).toMatchObject({ met: true });
  expect(figure({ ...row, value: 0.39, target: { atLeast: 0.4 } })).toMatchObject({ met: false });
  expect(figure({ ...row, value: 3.01, target: { atMost: 3 } })).toMatchObject({ target: '≤ 3', met: false });
  expect(figure({ ...row, value: 5, target: { atLeast: 0.4 }, void: 'slow' })).toMatchObject({
    met: null,
    void: 'slow',
  });
  expect(figure({ ...row, value: undefined, target: { atMost: 3 } })).toMatchObject({ value: null, met: false });
});

test('a rival below seven tenths of what is known of it makes the comparison void', async () => {
  const { weakRival } = await of('rivals/known.mjs');
  expect(weakRival({ bareRate: 1_401, bareP50: 2.5, plainRate: 73 })).toBeNull();
  expect(weakRival({ bareRate: 1_399 })).toContain('bare transaction 1399/s');
  expect(weakRival({ plainRate: 72 })).toContain('plain Temporal 72/s');
});

test('CPU seconds count a whole tree, and children that have ended', async () => {
  const { withCpu } = await of('cpu.mjs');
  const burn = 'const until = Date.now() + 600; while (Date.now() < until);';
  const { cpu } = await withCpu({ tree: process.pid }, async () => execFileSync(process.execPath, ['-e', burn]));
  if (process.platform !== 'linux') return;
  expect(cpu.tree).toBeGreaterThan(0.05);
});

test('a paced load starts on time, whatever is still under way', async () => {
  const { paced } = await of('load.mjs');
  const begun: number[] = [];
  const from = performance.now();
  await paced([1, 2, 3, 4], 50, async () => {
    begun.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  expect(begun.at(-1)).toBeGreaterThan(55);
  expect(begun.at(-1)).toBeLessThan(300);
});
