import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const reference = readFileSync('docs/reference/configuration.md', 'utf8');
const documented = (name: string): boolean =>
  reference.includes(`\`${name}\``) || (name.endsWith('_FILE') && reference.includes(`\`${name.slice(0, -5)}\``));

// Set by npm and the system, or by a program of ours for its own child.
const NOT_FOR_USERS = ['PATH', 'INIT_CWD', 'KIEMDIEM_DOWNLOAD_DIR', 'KIEMDIEM_FUZZ_NAMED'];

// env['NAME'], env.NAME, process.env.NAME, and the keys of the API's settings.
const READ = [/env\['([A-Z][A-Z0-9_]+)'\]/g, /env\.([A-Z][A-Z0-9_]+)\b/g, /^ {2}([A-Z][A-Z0-9_]+): z\./gm];

test('every variable that the programs read stands in the reference', () => {
  const sources = ['apps', 'libs', 'workflows', 'activities'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs)$/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  const read = new Set(
    sources.flatMap((source) => READ.flatMap((pattern) => [...source.matchAll(pattern)].map(([, name]) => name ?? ''))),
  );
  expect(read.size).toBeGreaterThan(10);
  expect([...read].filter((name) => !documented(name) && !NOT_FOR_USERS.includes(name))).toEqual([]);
});

test('so does every variable that docker-compose.yml gives to them', () => {
  const { services } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true });
  const given = ['api', 'worker', 'migrate', 'operator'].flatMap((name) => Object.keys(services[name].environment));
  expect([...new Set(given)].filter((name) => !documented(name))).toEqual([]);
});
