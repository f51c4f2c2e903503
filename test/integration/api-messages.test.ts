import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MESSAGES_EN } from '../../apps/api/problems/messages.en.js';
import { MESSAGES_VI } from '../../apps/api/problems/messages.vi.js';

const VIETNAMESE = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i;

test('every code that a rule, the store or the interface refuses with has its text in both languages', () => {
  const codes = new Set([
    ...codesIn('libs/domain', /(?:reject|rejected)\(\s*'([A-Z_]+)'/g),
    ...codesIn('libs/store', /(?:reject|rejected)\(\s*'([A-Z_]+)'|rejected: '([A-Z_]+)'/g),
    ...codesIn('libs/rulebook', /'((?:RULEBOOK|SUPPLEMENT)_[A-Z_]+)'/g),
    ...codesIn('libs/domain/registry', /'([A-Z]+(?:_[A-Z]+)+|MISSING|DUPLICATE)'/g, /check\.ts$/),
    ...codesIn('apps/api', /new Problem\(\s*'([A-Z_]+)'/g),
  ]);
  expect(codes.size).toBeGreaterThan(50);
  expect([...codes].filter((code) => MESSAGES_VI[code] === undefined)).toEqual([]);
  expect([...codes].filter((code) => MESSAGES_EN[code] === undefined)).toEqual([]);
});

test('both catalogues hold the same codes, each in its language', () => {
  expect(Object.keys(MESSAGES_EN)).toEqual(Object.keys(MESSAGES_VI));
  expect(Object.values(MESSAGES_VI).filter((text) => !VIETNAMESE.test(text))).toEqual([]);
  expect(Object.values(MESSAGES_EN).filter((text) => VIETNAMESE.test(text))).toEqual([]);
});

function codesIn(folder: string, pattern: RegExp, files = /\.ts$/): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => files.test(file))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(pattern)].map(([, first, second]) => first ?? second ?? ''),
    )
    .filter((code) => code !== '');
}
