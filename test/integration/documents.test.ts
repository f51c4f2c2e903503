import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keyring } from '../../libs/documents/keys.js';
import { digestOf } from '../../libs/documents/seal.js';
import { documentVault, type Vault } from '../../libs/documents/vault.js';
import { documentTable } from '../../libs/store/documents.js';
import { testStore, type TestStore } from '../support/store.js';

const TEXT = Buffer.from('Bản kiểm điểm cá nhân');
let store: TestStore;
let folder: string;
let vault: Vault;

beforeAll(async () => {
  store = await testStore('documents');
  folder = await mkdtemp(join(tmpdir(), 'kiemdiem-documents-'));
  vault = documentVault({ keysDir: join(folder, 'keys'), table: documentTable(store.api) });
});
afterAll(async () => {
  await store.end();
  await rm(folder, { recursive: true });
});

const document = (subject: string) =>
  ({ subject, mediaType: 'text/plain', secrecy: 'NORMAL', content: TEXT, by: 'p' }) as const;

async function kept(subject: string) {
  const result = await vault.put(document(subject));
  if (result.outcome !== 'KEPT') throw new Error(result.outcome);
  return result.reference;
}

test('a document is read back as it was put, and its digest is salted', async () => {
  const first = await kept('a');
  const second = await kept('a');
  expect(await vault.get(first.id)).toMatchObject({ outcome: 'FOUND', content: TEXT, mediaType: 'text/plain' });
  expect(first.digest).not.toBe(second.digest);
  const rows = await store.database.query('SELECT salt, ciphertext FROM document WHERE id = $1', [first.id]);
  const { salt, ciphertext } = rows[0] as { salt: Buffer; ciphertext: Buffer };
  expect(digestOf(salt, TEXT).toString('hex')).toBe(first.digest);
  expect(ciphertext.includes(TEXT)).toBe(false);
});

test('the key lies outside the database, for the owner alone', async () => {
  await kept('b');
  const keys = join(folder, 'keys');
  for (const name of await readdir(keys)) expect((await stat(join(keys, name))).mode & 0o777).toBe(0o600);
  const [key] = await Promise.all((await readdir(keys)).map((name) => readFile(join(keys, name), 'utf8')));
  expect(key?.length).toBeGreaterThan(60);
});

test('with its key erased the text is gone, also after a new key', async () => {
  const gone = await kept('c');
  const other = await kept('d');
  await vault.eraseKey('c');
  expect(await vault.get(gone.id)).toEqual({ outcome: 'ERASED' });
  await kept('c');
  expect(await vault.get(gone.id)).toEqual({ outcome: 'ERASED' });
  expect(await vault.get(other.id)).toMatchObject({ outcome: 'FOUND' });
  expect(await vault.get('00000000-0000-4000-8000-000000000000')).toEqual({ outcome: 'UNKNOWN' });
});

test('processes that need a key at once get the same one', async () => {
  const rings = Array.from({ length: 8 }, () => keyring(join(folder, 'keys')));
  const keys = await Promise.all(rings.map((ring) => ring.keyFor('e')));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
});

test('a document that was changed or put under another subject does not open', async () => {
  const { id } = await kept('f');
  await store.database.query('ALTER TABLE document DISABLE TRIGGER ALL');
  await store.database.query(
    "UPDATE document SET ciphertext = overlay(ciphertext PLACING '\\x00' FROM 1) WHERE id = $1",
    [id],
  );
  await expect(vault.get(id)).rejects.toThrow();
  const moved = await kept('f');
  await store.database.query("UPDATE document SET media_type = 'text/html' WHERE id = $1", [moved.id]);
  await expect(vault.get(moved.id)).rejects.toThrow();
  await store.database.query('ALTER TABLE document ENABLE TRIGGER ALL');
});

test('neither account can change a document', async () => {
  const { id } = await kept('g');
  for (const { pool } of [store.api, store.worker]) {
    await expect(pool.query("UPDATE document SET media_type = 'x' WHERE id = $1", [id])).rejects.toMatchObject({
      code: '42501',
    });
    await expect(pool.query('DELETE FROM document')).rejects.toMatchObject({ code: '42501' });
  }
  await expect(store.worker.pool.query('SELECT FROM document')).rejects.toMatchObject({ code: '42501' });
});

test('what is marked secret is kept on an independent LAN only', async () => {
  expect(await vault.put({ ...document('h'), secrecy: 'SECRET' })).toEqual({ outcome: 'SECRECY_REFUSED' });
  const lan = documentVault({ keysDir: join(folder, 'keys'), table: documentTable(store.api), independentLan: true });
  expect(await lan.put({ ...document('h'), secrecy: 'SECRET' })).toMatchObject({ outcome: 'KEPT' });
});
