import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointAge, dueCheckpoint, dueNow } from '../../libs/store/checkpoint/due.js';
import { filesIn } from '../../libs/store/checkpoint/folder.js';
import { makeCheckpoint } from '../../libs/store/checkpoint/make.js';
import { signingKey } from '../../libs/store/checkpoint/signing-key.js';
import { addCheckpoint, linesOf, noHeads } from '../../libs/verifier/verify.mjs';
import { testStore, type TestStore } from '../support/store.js';
import { Year } from '../support/store-year.js';

const DAY = 86_400_000;
let store: TestStore;
let base: string;
let settings: { readonly keyFile: string; readonly folder: string };

beforeAll(async () => {
  store = await testStore('checkpoints');
  await Year.open(store);
});
afterAll(() => store.end());
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'kiemdiem-checkpoints-'));
  settings = { keyFile: join(base, 'key.pem'), folder: join(base, 'files') };
  await asSuperuser('DELETE FROM checkpoint');
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Does what no account of the program may do. */
async function asSuperuser(statement: string): Promise<void> {
  await store.database.query(`
    ALTER TABLE checkpoint DISABLE TRIGGER checkpoint_is_append_only;
    ${statement};
    ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_append_only`);
}

const make = (occasion = 'REQUEST') => makeCheckpoint(store.worker, settings, async () => occasion);
const recorded = async (): Promise<readonly unknown[]> =>
  (await store.database.query('SELECT number FROM checkpoint ORDER BY number')).map(({ number }) => number);
const files = (): readonly string[] => readdirSync(settings.folder);

/** All files together, as the verifier sees them. */
async function verified(): Promise<readonly string[]> {
  const [heads, found] = [noHeads(), [] as string[]];
  for (const file of await filesIn(settings.folder))
    await addCheckpoint(heads, linesOf(file), {}, (code) => found.push(code));
  return found;
}

test('workers that make one at the same time make one after the other, each naming the one before', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => make()));
  expect(made.map((one) => one?.number).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([1, 2, 3, 4]);
  expect(new Set(made.map((one) => one?.key)).size).toBe(1);
  expect(await recorded()).toEqual([1, 2, 3, 4]);
  expect(await verified()).toEqual([]);
});

test('the key is made once, by whoever comes first, and is nobody else’s to read', async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => signingKey(settings.keyFile)));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
  expect(statSync(settings.keyFile).mode & 0o777).toBe(0o600);
  expect((await signingKey(settings.keyFile)).id).toBe(keys[0]?.id);
});

describe('whatever dies between file and database', () => {
  test('leaves a file that the next one removes, if the database has no such checkpoint', async () => {
    await make();
    const [file = ''] = await filesIn(settings.folder);
    await asSuperuser('DELETE FROM checkpoint');
    renameSync(file, `${file}.new`);
    writeFileSync(join(settings.folder, 'checkpoint-000009.ndjson.gz.new'), 'cut off in the mid');
    expect((await make())?.number).toBe(1);
    expect(files()).toEqual(['checkpoint-000001.ndjson.gz']);
    expect(await verified()).toEqual([]);
  });

  test('or keeps, if it has', async () => {
    await make();
    const [file = ''] = await filesIn(settings.folder);
    renameSync(file, `${file}.new`);
    expect((await make())?.number).toBe(2);
    expect(files()).toEqual(['checkpoint-000001.ndjson.gz', 'checkpoint-000002.ndjson.gz']);
    expect(await verified()).toEqual([]);
  });

  test('without a place for the file there is no checkpoint', async () => {
    writeFileSync(settings.folder, 'no folder');
    await expect(make()).rejects.toThrow();
    expect(await recorded()).toEqual([]);
    rmSync(settings.folder);
    expect((await make())?.number).toBe(1);
  });
});

test('one is due when the last has come of age, and when a cycle has closed', async () => {
  // Nothing signed yet: as old as what was recorded first
  expect(await checkpointAge(store.api)).toBeLessThan(60_000);
  expect(await dueCheckpoint(store.worker, DAY)).toBe('SCHEDULE');
  await makeCheckpoint(store.worker, settings, (client) => dueNow(client, DAY));
  expect(await dueCheckpoint(store.worker, DAY)).toBeNull();
  expect(await makeCheckpoint(store.worker, settings, (client) => dueNow(client, DAY))).toBeNull();
  await asSuperuser("UPDATE checkpoint SET at = at - interval '25 hours'");
  expect(await checkpointAge(store.api)).toBeGreaterThan(DAY);
  expect(await dueCheckpoint(store.worker, DAY)).toBe('SCHEDULE');
  await store.database.query("UPDATE review_case SET closed = true WHERE kind = 'CYCLE'");
  expect(await dueCheckpoint(store.worker, DAY)).toBe('cycle/2018');
  const made = await makeCheckpoint(store.worker, settings, (client) => dueNow(client, DAY));
  expect(made).toMatchObject({ number: 2, occasion: 'cycle/2018' });
  expect(await dueCheckpoint(store.worker, DAY)).toBeNull();
});

test('the worker’s account adds checkpoints and changes none; the api’s only reads them', async () => {
  await make();
  const REFUSED = { code: '42501' };
  for (const change of ["UPDATE checkpoint SET occasion = ''", 'DELETE FROM checkpoint', 'TRUNCATE checkpoint']) {
    await expect(store.worker.pool.query(change)).rejects.toMatchObject(REFUSED);
    await expect(store.api.pool.query(change)).rejects.toMatchObject(REFUSED);
    await expect(store.database.query(change)).rejects.toMatchObject(REFUSED);
  }
  const insert = "INSERT INTO checkpoint VALUES (7, now(), '', '', '', '')";
  await expect(store.api.pool.query(insert)).rejects.toMatchObject(REFUSED);
  expect((await store.api.pool.query('SELECT FROM checkpoint')).rowCount).toBe(1);
});
