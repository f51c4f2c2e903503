import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const page = readFileSync('docs/explanation/architecture.md', 'utf8');
const FILE = /`((?:apps|libs|workflows|activities)\/[\w/.-]+)`/g;

test('the walk names its files, and they are there', () => {
  const walk = page.slice(page.indexOf('## A walk'));
  const named = [...walk.matchAll(FILE)].map(([, file]) => file ?? '');
  expect(named.filter((file) => file.endsWith('.ts')).length).toBeGreaterThan(20);
  for (const layer of ['apps/api', 'apps/worker', 'libs/store', 'libs/domain', 'activities', 'workflows']) {
    expect(named.some((file) => file.startsWith(layer))).toBe(true);
  }
  const everywhere = [...page.matchAll(FILE)].map(([, file]) => file ?? '');
  expect(everywhere.filter((file) => !existsSync(file))).toEqual([]);
});

test('what the walk says of a file stands in it', () => {
  const says: Readonly<Record<string, readonly string[]>> = {
    'apps/api/member-reviews/member-review-commands.controller.ts': ["@Command('submitSelfAssessments')"],
    'workflows/case.ts': ['watch()', 'activities.look', 'activities.closeStep', 'activities.openStep'],
    'workflows/cell-review/cell-review.workflow.ts': ['hear(', 'meet(', 'prepared('],
    'workflows/cell-review/conditions.ts': ['export const prepared', 'ready', 'missing'],
    'libs/domain/member-review/decide.ts': ['SelfAssessmentSubmitted', 'SELF_ASSESSMENT'],
    'libs/domain/procedure/decide.ts': ['StepClosed', 'CASE_MOVED'],
    'apps/worker/relay/relay.ts': ['claimOutbox', 'signalWithStart', 'deleteOutbox'],
  };
  for (const [file, words] of Object.entries(says)) {
    expect(page).toContain(file);
    const source = readFileSync(file, 'utf8');
    expect(words.filter((word) => !source.includes(word)).map((word) => `${file}: ${word}`)).toEqual([]);
  }
});

test('it has its pictures, both with known parts', () => {
  const pictures = [...page.matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
  expect(pictures.map((text) => text.split('\n')[0])).toEqual(['flowchart LR', 'sequenceDiagram']);
  expect(pictures.join()).toMatch(/apps\/api[\s\S]*apps\/worker/);
});

test('links between pages lead somewhere', () => {
  const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  const broken = pages.flatMap((file) => {
    const text = readFileSync(join('docs', file), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
    return [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => join('docs', dirname(file), target ?? ''))
      .filter((target) => !existsSync(target))
      .map((target) => `${file} → ${target}`);
  });
  expect(broken).toEqual([]);
});

test('no two statements have one name: a connection that has prepared one refuses the other', () => {
  const names = ['libs/store', 'apps/api', 'apps/worker'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/name: '([\w-]+)',\s*text:/g)])
      // The API's read models put their own word before each (read-models.ts)
      .map(([, name]) => (folder === 'apps/api' ? `api-${name}` : name)),
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
