import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');

/** What must not get through, by folder. */
const offences: readonly (readonly [folder: string, what: string, source: string])[] = [
  ['libs/domain', 'a Node module', `import 'node:fs';`],
  ['libs/domain', 'a Node module by name', `import { readFileSync } from 'node:fs';\nexport const x = readFileSync;`],
  ['libs/domain', 'a Node global', `export const x = process.pid;`],
  ['libs/domain', 'an npm package', `import { z } from 'zod';\nexport const x = z;`],
  ['libs/domain', 'an npm package for its effects', `import 'reflect-metadata';`],
  ['libs/domain', 'the store', `import * as x from '../store/neighbour.js';\nexport { x };`],
  ['workflows', 'a Node global', `export const x = process.env;`],
  ['workflows', 'a Node module', `import 'node:crypto';`],
  ['workflows', 'TypeORM', `import { DataSource } from 'typeorm';\nexport const x = DataSource;`],
  ['workflows', 'an npm package', `import canonicalize from 'canonicalize';\nexport const x = canonicalize;`],
  [
    'workflows',
    'the worker’s side of Temporal',
    `import { Worker } from '@temporalio/worker';\nexport const x = Worker;`,
  ],
  ['workflows', 'an activity', `import * as x from '../activities/neighbour.js';\nexport { x };`],
  [
    'workflows',
    'a span of time that is none',
    `import { sleep } from '@temporalio/workflow';\nexport const x = (): Promise<void> => sleep('three bananas');`,
  ],
  ['libs/rulebook', 'TypeORM', `import { DataSource } from 'typeorm';\nexport const x = DataSource;`],
  ['libs/documents', 'an npm package', `import { z } from 'zod';\nexport const x = z;`],
  ['libs/documents', 'the store', `import * as x from '../store/neighbour.js';\nexport { x };`],
  ['libs/verifier', 'an npm package', `import { z } from 'zod';\nexport const x = z;`],
  ['libs/verifier', 'the store', `import * as x from '../store/neighbour.js';\nexport { x };`],
  ['libs/store', 'Temporal', `import { Client } from '@temporalio/client';\nexport const x = Client;`],
  ['libs/metrics', 'Temporal', `import { Client } from '@temporalio/client';\nexport const x = Client;`],
  ['libs/store', 'a workflow', `import * as x from '../../workflows/neighbour.js';\nexport { x };`],
  ['activities', 'a workflow', `import * as x from '../workflows/neighbour.js';\nexport { x };`],
  [
    'activities',
    'the workflows’ side of Temporal',
    `import { sleep } from '@temporalio/workflow';\nexport const x = sleep;`,
  ],
  ['apps/api', 'an activity', `import * as x from '../../activities/neighbour.js';\nexport { x };`],
  [
    'apps/api',
    'the worker’s side of Temporal',
    `import { Worker } from '@temporalio/worker';\nexport const x = Worker;`,
  ],
  ['apps/cli', 'a workflow', `import * as x from '../../workflows/neighbour.js';\nexport { x };`],
];

const allowed: readonly (readonly [folder: string, what: string, source: string])[] = [
  ['libs/domain', 'a pure function', `export const twice = (x: number): number => x * 2;`],
  [
    'workflows',
    'Temporal’s sleep',
    `import { sleep } from '@temporalio/workflow';\nexport const x = (): Promise<void> => sleep('3 days');`,
  ],
  [
    'libs/rulebook',
    'zod and Node',
    `import { readFileSync } from 'node:fs';\nimport { z } from 'zod';\nexport const x = [readFileSync, z];`,
  ],
  [
    'activities',
    'Temporal’s activity context',
    `import { Context } from '@temporalio/activity';\nexport const x = Context;`,
  ],
];

/** What a decent file of the folder imports: its typings must not open the folder for what stands beside it. */
const company: Readonly<Record<string, string>> = {
  workflows: `import { condition, proxyActivities } from '@temporalio/workflow';\nexport const y = [condition, proxyActivities];`,
};

describe('fences between the folders', () => {
  const copy = mkdtempSync(join(tmpdir(), 'fences-'));
  let count = 0;

  beforeAll(async () => {
    layOut(copy);
    expect(await output(copy, tsc, ['-b'])).toBe('');
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test.each(offences)('%s refuses %s', async (folder, _what, source) => {
    expect(await complaints(folder, source)).toMatch(/case-\d+\.ts/);
  });

  test.each(allowed)('%s allows %s', async (folder, _what, source) => {
    expect(await complaints(folder, source)).toBe('');
  });

  /** What compiler and linter say about one file, compiled by the folder's own settings beside decent company. */
  async function complaints(folder: string, source: string): Promise<string> {
    count += 1;
    const file = `case-${count}.ts`;
    const project = join(folder, `tsconfig.case-${count}.json`);
    const { references } = settingsOf(folder);
    writeFileSync(join(copy, folder, file), `${source}\n`);
    writeFileSync(
      join(copy, project),
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { noEmit: true },
        include: [file, 'neighbour.ts', '*.d.ts'],
        references,
      }),
    );
    const compiler = await output(copy, tsc, ['-p', project]);
    const linter = await output(copy, oxlint, ['--format=unix', join(folder, file)]);
    return [compiler, linter].filter(Boolean).join('\n');
  }
});

/** The folders with their real settings and one decent file each; their sources are not what is tried here. */
function layOut(copy: string): void {
  for (const name of ['package.json', 'tsconfig.json', 'tsconfig.base.json', '.oxlintrc.json']) {
    copyFileSync(join(root, name), join(copy, name));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const { references } = settingsOf('.');
  for (const { path: folder } of references) {
    mkdirSync(join(copy, folder), { recursive: true });
    for (const name of readdirSync(join(root, folder))) {
      if (/tsconfig\.json$|\.d\.ts$|\.mjs$/.test(name))
        copyFileSync(join(root, folder, name), join(copy, folder, name));
    }
    writeFileSync(join(copy, folder, 'neighbour.ts'), `${company[folder] ?? 'export const y = 1;'}\n`);
  }
}

interface Settings {
  readonly references: readonly { readonly path: string }[];
}

const settingsOf = (folder: string): Settings => JSON.parse(readFileSync(join(root, folder, 'tsconfig.json'), 'utf8'));

/** What a tool prints when it refuses; empty when it is content. */
async function output(cwd: string, tool: string, args: readonly string[]): Promise<string> {
  try {
    await promisify(execFile)(process.execPath, [tool, ...args], { cwd });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}` || String(error);
  }
}
