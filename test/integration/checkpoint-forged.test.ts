import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keyId, type SignedCheckpoint } from '../../libs/verifier/verify.mjs';
import { Checkpointed } from '../support/checkpointed.js';
import { tampered } from '../support/tampering.js';

let checked: Checkpointed;

beforeAll(async () => {
  checked = await Checkpointed.open('checkpoint_forged');
});
afterAll(() => checked.end());

describe('a checkpoint', () => {
  const lines = (): string[] => gunzipSync(readFileSync(checked.checkpoint.file)).toString().trimEnd().split('\n');
  const envelope = (): SignedCheckpoint => JSON.parse(lines()[0] ?? '') as SignedCheckpoint;
  const changed = async (change: (lines: string[]) => readonly string[], ...args: readonly string[]) => {
    const file = join(checked.folder, 'changed.ndjson.gz');
    writeFileSync(file, gzipSync(`${change(lines()).join('\n')}\n`));
    return (await checked.stranger('--checkpoint', file, ...args)).findings;
  };
  const withFirst = (first: object) => (all: string[]) => [JSON.stringify(first), ...all.slice(1)];
  const swapped = (): SignedCheckpoint => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    const signed = envelope().signed.replace(checked.checkpoint.key, keyId(spki));
    return { signed, publicKey: spki, signature: sign(null, Buffer.from(signed), privateKey).toString('base64') };
  };

  test('as it was made holds', async () => {
    expect(await changed((all) => all, '--key', checked.checkpoint.key, '--root', checked.checkpoint.root)).toEqual([]);
  });

  test('with another signature is named', async () => {
    const signature = Buffer.alloc(64, 7).toString('base64');
    expect(await changed(withFirst({ ...envelope(), signature }))).toEqual(['SIGNATURE_INVALID {"checkpoint":1}']);
  });

  test('with another statement is named', async () => {
    const signed = envelope().signed.replace('"occasion":"REQUEST"', '"occasion":"SCHEDULE"');
    expect(await changed(withFirst({ ...envelope(), signed }))).toEqual(['SIGNATURE_INVALID {"checkpoint":1}']);
  });

  test('signed with another key is named by whoever knows the key, or the root, from the minutes', async () => {
    expect(await changed(withFirst(swapped()))).toEqual([]);
    expect(await changed(withFirst(swapped()), '--key', checked.checkpoint.key)).toEqual([
      expect.stringContaining('KEY_DIFFERS {"checkpoint":1'),
    ]);
    const other = '0'.repeat(64);
    expect(await changed((all) => all, '--root', other)).toEqual([expect.stringContaining('ROOT_DIFFERS')]);
  });

  test('with another head, one too few or two exchanged is named', async () => {
    expect(await changed((all) => all.with(2, (all[2] ?? '').replace(/[0-9a-f]"\]$/, 'g"]')))).toContainEqual(
      expect.stringContaining('ROOT_DIFFERS'),
    );
    expect(await changed((all) => all.toSpliced(2, 1))).toContainEqual(expect.stringContaining('HEADS_DIFFER'));
    expect(await changed((all) => all.with(2, all[3] ?? '').with(3, all[2] ?? ''))).toContainEqual(
      expect.stringContaining('HEADS_DIFFER'),
    );
  });

  test('whose file is damaged or gone is named', async () => {
    const file = join(checked.folder, 'damaged.ndjson.gz');
    writeFileSync(file, readFileSync(checked.checkpoint.file).subarray(0, 300));
    expect((await checked.stranger('--checkpoint', file)).findings).toEqual([
      expect.stringContaining('FILE_UNREADABLE'),
    ]);
    expect(await checked.operator(file)).toEqual([expect.stringContaining('FILE_UNREADABLE')]);
    expect((await checked.stranger('--checkpoint', 'none')).findings).toEqual([
      expect.stringContaining('FILE_UNREADABLE'),
    ]);
  });

  test('in the database that was signed with another key, or removed, is named', async () => {
    const { signed, publicKey, signature } = swapped();
    const replace = () =>
      checked.store.database.query('UPDATE checkpoint SET signed = $1, public_key = $2, signature = $3', [
        signed,
        publicKey,
        signature,
      ]);
    const replaced = await tampered(checked.store.database, replace, () => checked.operator(checked.checkpoint.file));
    expect(replaced).toContainEqual(expect.stringContaining('KEY_DIFFERS {"checkpoint":1'));
    expect(replaced).toContainEqual('CHECKPOINT_MISSING {"checkpoint":1}');
    const removed = await tampered(
      checked.store.database,
      () => checked.sql('DELETE FROM checkpoint'),
      () => checked.operator(checked.checkpoint.file),
    );
    expect(removed).toEqual(['CHECKPOINT_MISSING {"checkpoint":1}']);
  });
});
