import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SubjectKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Keys of subjects, one file each, outside the database and with a retention of their own. */
export interface Keyring {
  /** The key of a subject, made on first use. */
  keyFor(subject: string): Promise<SubjectKey>;
  find(subject: string): Promise<SubjectKey | null>;
  /** Everything kept under this key is gone with it. */
  erase(subject: string): Promise<void>;
}

/** A keyring in a folder that nobody else may read. */
export function keyring(folder: string): Keyring {
  // A subject's id never becomes a path.
  const fileOf = (subject: string): string => join(folder, `${createHash('sha256').update(subject).digest('hex')}.key`);
  const find = async (subject: string): Promise<SubjectKey | null> => {
    const text = await readFile(fileOf(subject), 'utf8').catch(absent);
    return text === null ? null : parse(text);
  };
  return {
    find,
    keyFor: async (subject) => (await find(subject)) ?? (await make(folder, fileOf(subject))),
    erase: (subject) => rm(fileOf(subject), { force: true }),
  };
}

/** Writes beside and links, so that of two processes one wins and no half-written key is ever read. */
async function make(folder: string, file: string): Promise<SubjectKey> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const beside = join(folder, `.${randomUUID()}`);
  const made: SubjectKey = { id: randomUUID(), key: randomBytes(32) };
  await writeFile(beside, `${made.id} ${made.key.toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(beside, file);
    return made;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return parse(await readFile(file, 'utf8'));
  } finally {
    await rm(beside);
  }
}

function parse(text: string): SubjectKey {
  const [id = '', key = ''] = text.trim().split(' ');
  return { id, key: Buffer.from(key, 'base64') };
}

function absent(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
