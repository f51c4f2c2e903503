import { expect, test } from '@jest/globals';
import type { ReadModels } from '../../apps/api/reading/read-models.js';
import { countRows, Tallies } from '../../apps/api/reports/tallies.js';

/** Cases by id: their version, and how many of their members are excellent. */
type World = Record<string, { readonly version: number; readonly excellent: number }>;

function readingOf(world: World) {
  const counted: string[][] = [];
  const listed: number[] = [];
  const rows = async ({ name }: { readonly name: string }, asked: unknown): Promise<readonly unknown[]> => {
    if (name === 'report-standing') {
      const versions = Object.values(world).map(({ version }) => version);
      return [{ asOf: 'now', cases: versions.length, versions: versions.reduce((sum, one) => sum + one, 0) }];
    }
    if (name === 'report-cases') {
      listed.push(Object.keys(world).length);
      return Object.entries(world).map(([id, { version }]) => ({ id, version }));
    }
    const ids = asked as string[];
    if (name === 'report-organisations') {
      counted.push(ids);
      return ids.map((id) => ({ ...ORGANISATION, id, organisation: id, version: world[id]?.version }));
    }
    if (name === 'report-awaited') return ids.map((id) => ({ id, numbers: [3, 9] }));
    return ids.flatMap((id) => [
      { id, class: 'EXCELLENT', reason: null, count: world[id]?.excellent, undecided: null, lowest: null },
      { id, class: null, reason: null, count: 4, undecided: [1, 2, 3, 4], lowest: null },
    ]);
  };
  const reading = { asOne: (ask: (asking: { rows: typeof rows }) => unknown) => ask({ rows }) };
  return { reading: reading as unknown as ReadModels, counted, listed };
}

const ORGANISATION = { decided: null, overtaken: 0, population: 'cells', class: 'GOOD', reason: null, counts: true };

test('a case is counted once, and again when its version has moved', async () => {
  const world: World = { one: { version: 1, excellent: 2 }, two: { version: 1, excellent: 3 } };
  const { reading, counted, listed } = readingOf(world);
  const tallies = new Tallies(reading);
  const excellent = async () => {
    const { counts } = await tallies.beneath('one', reading);
    return counts.find((row) => row.class === 'EXCELLENT')?.count;
  };

  expect(await excellent()).toBe(5);
  expect(await excellent()).toBe(5);
  expect(counted).toEqual([['one', 'two']]);
  // A tree in which nothing has moved is not even listed
  expect(listed).toEqual([2]);

  world['two'] = { version: 2, excellent: 4 };
  world['three'] = { version: 1, excellent: 10 };
  expect(await excellent()).toBe(16);
  expect(counted.slice(1)).toEqual([['two', 'three']]);
});

test('the past is counted by itself and remembered nowhere', async () => {
  const now = readingOf({ one: { version: 2, excellent: 7 } });
  const tallies = new Tallies(now.reading);
  await tallies.beneath('one', now.reading);

  const past = readingOf({ one: { version: 2, excellent: 1 } });
  const asked = await past.reading.asOne(async (asking) => tallies.beneath('one', asking as never));
  expect(asked.counts).toContainEqual(expect.objectContaining({ population: 'members', count: 1 }));

  const again = await tallies.beneath('one', now.reading);
  expect(again.counts).toContainEqual(expect.objectContaining({ population: 'members', count: 7 }));
});

test('of those without a class, who is awaited in a pass of his own is counted apart', async () => {
  const { reading } = readingOf({ one: { version: 1, excellent: 0 }, two: { version: 1, excellent: 0 } });
  const { counts } = await new Tallies(reading).beneath('one', reading);
  const undecided = counts.filter((row) => row.class === null);
  expect(undecided.map(({ pending, count }) => ({ pending, count }))).toEqual([
    { pending: false, count: 6 },
    { pending: true, count: 2 },
  ]);
});

test('a root that nobody classifies is not counted', async () => {
  const { reading } = readingOf({ root: { version: 1, excellent: 1 } });
  const { tallies } = await new Tallies(reading).beneath('root', reading);
  expect(
    countRows(tallies.map((tally) => ({ ...tally, counts: false }))).every(
      ({ population }) => population === 'members',
    ),
  ).toBe(true);
});
