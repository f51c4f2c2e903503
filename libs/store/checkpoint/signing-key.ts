import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keyId } from '../../verifier/verify.mjs';

/** An Ed25519 key that lies outside the database. */
export interface SigningKey {
  /** As the minutes print it. */
  readonly id: string;
  /** SPKI in base64. */
  readonly publicKey: string;
  sign(text: string): string;
}

/** The key in a file (PKCS #8, PEM), made at first use and readable by its owner only. */
export async function signingKey(file: string): Promise<SigningKey> {
  return keyOf(createPrivateKey((await pemIn(file)) ?? (await make(file))));
}

/** The same where there is one; nothing is made. */
export async function signingKeyIn(file: string): Promise<SigningKey | null> {
  const pem = await pemIn(file);
  return pem === null ? null : keyOf(createPrivateKey(pem));
}

function keyOf(privateKey: KeyObject): SigningKey {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the key of checkpoints must be an Ed25519 key');
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    id: keyId(publicKey),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

async function pemIn(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Writes beside and links: of two processes that make a key, one wins, and no half-written key is ever read. */
async function make(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const beside = join(dirname(file), `.${randomUUID()}`);
  await writeFile(beside, pem, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(beside, file);
    return pem;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return await readFile(file, 'utf8');
  } finally {
    await rm(beside);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
