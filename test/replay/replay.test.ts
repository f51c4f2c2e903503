import { describe, expect, test } from '@jest/globals';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Difference } from '../support/openings.js';
import { HISTORIES, readRecording, recordings } from '../support/replay/recording.js';
import { variant } from '../support/workflow-variant.js';

const WORKFLOWS = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
const WALK = fileURLToPath(new URL('../support/replay/walk.mjs', import.meta.url));

// What variants are refused for would fill the output
Runtime.install({
  logger: new DefaultLogger('ERROR', () => undefined),
  telemetryOptions: { logging: { forward: { level: 'ERROR' } } },
});

const bundle = (workflowsPath: string): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });

/** Runs what Temporal kept through the workflows again, and names what would do otherwise. */
async function refused(workflowBundle: WorkflowBundleWithSourceMap, files = recordings()): Promise<readonly string[]> {
  const kept = files.flatMap((file) =>
    readRecording(file).histories.map(({ caseId, history }, run) => ({
      workflowId: `${file} ${run} ${caseId}`,
      history,
    })),
  );
  const found: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, kept))
    if (error !== undefined) found.push(workflowId);
  return found;
}

/** Walks the event logs prefix by prefix, in a process of its own, and gives what would be opened and closed otherwise. */
async function walked(workflowsPath: string): Promise<Readonly<Record<string, readonly Difference[]>>> {
  const args = ['--enable-source-maps', WALK, workflowsPath];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Record<string, readonly Difference[]>;
}

describe('what released versions left behind', () => {
  test('is there, and small', () => {
    const scenes = recordings().map((file) => file.split('/')[1]);
    expect(new Set(scenes).size).toBeGreaterThanOrEqual(8);
    const size = recordings().reduce((sum, file) => sum + statSync(join(HISTORIES, file)).size, 0);
    expect(size).toBeLessThan(2_000_000);
    expect(readdirSync(HISTORIES)).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+\.\d+\.\d+$/)]));
  });

  test('replays with the workflows of today', async () => {
    expect(await refused(await bundle(WORKFLOWS))).toEqual([]);
  }, 180_000);

  test('is walked with the workflows of today: after every transaction the same steps open and close', async () => {
    const found = Object.entries(await walked(WORKFLOWS)).filter(([, differences]) => differences.length > 0);
    expect(found).toEqual([]);
  }, 180_000);
});

const COMMITTEE = 'committee-review/committee-review.workflow.ts';
const own = (name: string): string =>
  `await committee.step({ ...own, name: '${name}', asks: 'LEADERSHIP_COLLECTIVE', until: everyPartDone });`;

/** Changes that would leave open cases behind, and which of the two gates must see them. */
const CHANGES: readonly (readonly [what: string, seenBy: readonly Gate[], file: string, changes: Changes])[] = [
  [
    'two steps swapped',
    ['REPLAY', 'WALK'],
    COMMITTEE,
    [
      ["name: 'COLLECTIVE'", "name: 'NEXT'"],
      ["name: 'HEAD'", "name: 'COLLECTIVE'"],
      ["name: 'NEXT'", "name: 'HEAD'"],
    ],
  ],
  [
    'a step added',
    ['WALK'],
    COMMITTEE,
    [
      [
        own('HEAD'),
        `${own('HEAD')}\n  await committee.step({ ...own, name: 'OPINION', asks: 'NOBODY', until: () => ({}) });`,
      ],
    ],
  ],
  ['a step left out', ['WALK'], COMMITTEE, [[own('HEAD'), '']]],
  [
    'one more question to the store',
    ['REPLAY'],
    'case.ts',
    [['if (this.view.closed) return;', 'if (this.view.closed) return;\n    await activities.look(this.id);']],
  ],
];
type Gate = 'REPLAY' | 'WALK';
type Changes = readonly (readonly [from: string, to: string])[];

// A replay that fails takes seconds
const ONE_SCENE = recordings().filter((file) => file.endsWith('/cell-of-four.json.gz'));

describe('the gate sees', () => {
  test.each(CHANGES)(
    '%s (%j)',
    async (what, seenBy, file, changes) => {
      const path = variant(`gate-${what.replaceAll(' ', '-')}`, file, changes);
      const replayed = await refused(await bundle(path), ONE_SCENE);
      const differences = await walked(path);
      if (seenBy.includes('REPLAY')) expect(replayed).not.toEqual([]);
      if (seenBy.includes('WALK')) expect(Object.values(differences).flat()).not.toEqual([]);
    },
    180_000,
  );
});
