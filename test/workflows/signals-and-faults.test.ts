import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MemoryStore } from '../support/memory-store.js';
import { everyActivityTwice, failAtEachActivity } from '../support/workflow-faults.js';
import { openingsAndClosings } from '../support/openings.js';
import { Run, type RunOptions } from '../support/workflow-run.js';
import * as scenes from '../support/workflow-scenes.js';
import { WorkflowServer } from '../support/workflow-server.js';
import { wordsOf } from '../support/workflow-words.js';

const SCENES = [
  ['the cell of four', scenes.cellOfFour, scenes.playCellOfFour],
  ['a tree of three tiers', scenes.threeTiers, scenes.playThreeTiers],
] as const;
const ODDITIES: readonly (readonly [string, RunOptions])[] = [
  ['every signal is lost and only the sweeper tells', { signals: 'NEVER' }],
  ['every signal comes twice', { signals: 'TWICE' }],
  ['every activity runs twice', { activities: everyActivityTwice }],
  ['each activity fails at first, before or after its work', { activities: failAtEachActivity }],
];

let server: WorkflowServer;
const plain = new Map<string, readonly string[]>();
/** All oddities of a scene go on side by side; each test waits for its own. */
const odd = new Map<string, Promise<MemoryStore>>();
beforeAll(async () => {
  server = await WorkflowServer.start();
  for (const [name, store, play] of SCENES) {
    plain.set(name, done(await played(store(), play)));
    for (const [oddity, options] of ODDITIES) {
      const playing = played(store(), play, options);
      playing.catch(() => undefined);
      odd.set(`${name} ${oddity}`, playing);
    }
  }
}, 180_000);
afterAll(() => server.close());

async function played(
  store: MemoryStore,
  play: (run: Run) => Promise<void>,
  options: RunOptions = {},
): Promise<MemoryStore> {
  const run = new Run(server, store, options);
  await play(run);
  expect(store.openCases()).toEqual([]);
  return store;
}

/** What workflows recorded; cases run side by side, so their order among each other says nothing. */
const done = ({ transactions }: MemoryStore): readonly string[] => [...openingsAndClosings(transactions)].sort();

describe.each(SCENES.map(([name]) => name))('%s comes to the same end', (name) => {
  test.each(ODDITIES)(
    'when %s',
    async (oddity) => {
      const store = await odd.get(`${name} ${oddity}`);
      expect(store && done(store)).toEqual(plain.get(name));
    },
    300_000,
  );
});

test('forged signals change nothing', async () => {
  const run = new Run(server, scenes.cellOfFour());
  await scenes.playCellOfFour(run, async () => {
    const before = run.store.transactions.length;
    for (const caseId of run.store.openCases()) run.tell(caseId, 5);
    await run.settled();
    expect(run.store.transactions).toHaveLength(before);
  });
  expect(done(run.store)).toEqual(plain.get('the cell of four'));
}, 120_000);

test('workflows terminated again and again are started anew and go on', async () => {
  const run = new Run(server, scenes.cellOfFour());
  await scenes.playCellOfFour(run, async () => {
    await run.terminate();
    await run.sweep();
  });
  expect(done(run.store)).toEqual(plain.get('the cell of four'));
  expect(wordsOf(run.store, scenes.CELL).at(-1)).toBe('CaseClosed');
}, 240_000);
