import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const PAGE = join('docs', 'explanation', 'security.md');
const LISTED = [
  'A1',
  'A2',
  'A3',
  'A4',
  'A5',
  'A6',
  'A7',
  'A14',
  'A16',
  'A18',
  'A19',
  'A20',
  'A21',
  'A22',
  'A23',
  'A24',
  'A25',
  'A27',
];
const rows = readFileSync(PAGE, 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, number = '', , , tried = ''] = line.split('|').map((cell) => cell.trim());
    return /^A\d+$/.test(number) ? [{ number, tried: [...tried.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)] }] : [];
  });

/** Numbers of attacks at the beginning of the names of a file's tests. */
const numbersIn = (file: string): ReadonlySet<string> =>
  new Set(
    [...readFileSync(file, 'utf8').matchAll(/(?:test|describe)\(\s*['"`](A\d+) /g)].map(([, number = '']) => number),
  );

test('every attack of the list has a row, once', () => {
  expect(rows.map(({ number }) => number)).toEqual(LISTED);
});

test('every row names tests that are there and carry its number', () => {
  for (const { number, tried } of rows) {
    expect([number, tried.length > 0]).toEqual([number, true]);
    for (const [, , link = ''] of tried) {
      const file = join('docs', 'explanation', link);
      const carries = existsSync(file) && numbersIn(file).has(number);
      expect([number, link, carries]).toEqual([number, link, true]);
    }
  }
});

test('every test that is named after an attack has its row, in the file that the row names', () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  for (const file of files)
    for (const number of numbersIn(join('test', file))) {
      const row = rows.find((one) => one.number === number);
      const named = row?.tried.some(([, , link = '']) => link.endsWith(`test/${file}`)) ?? false;
      expect([file, number, named]).toEqual([file, number, true]);
    }
});
