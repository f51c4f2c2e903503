import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { SignedCheckpoint } from '../../verifier/verify.mjs';

const NAME = /^checkpoint-(\d+)\.ndjson\.gz$/;
const UNFINISHED = '.new';

export function fileOf(folder: string, number: number): string {
  return join(folder, `checkpoint-${String(number).padStart(6, '0')}.ndjson.gz`);
}

/** The checkpoint's files in a folder, oldest first. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const numbered = names.flatMap((name) => {
    const number = NAME.exec(name)?.[1];
    return number === undefined ? [] : [{ name, number: Number(number) }];
  });
  return numbered.sort((a, b) => a.number - b.number).map(({ name }) => join(folder, name));
}

/** Writes the lines of a checkpoint to the disk under a name that is not yet final. */
export async function writeUnfinished(folder: string, number: number, lines: readonly string[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = `${fileOf(folder, number)}${UNFINISHED}`;
  await pipeline(Readable.from(inPieces(lines)), createGzip(), createWriteStream(file, { flush: true }));
  return file;
}

/** Gives it the name under which it is found, once the database has it. */
export async function finish(unfinished: string): Promise<string> {
  const file = unfinished.slice(0, -UNFINISHED.length);
  await rename(unfinished, file);
  return file;
}

/** What a process left that was killed between file and database: kept if the database has it, else removed. */
export async function settle(folder: string, isRecorded: (signed: string) => Promise<boolean>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.endsWith(UNFINISHED))) {
    const file = join(folder, name);
    const envelope = await firstLine(file);
    if (envelope !== null && (await isRecorded(envelope.signed))) await finish(file);
    else await rm(file);
  }
}

async function firstLine(file: string): Promise<SignedCheckpoint | null> {
  const handle = await open(file);
  try {
    let text = '';
    for await (const chunk of createReadStream(file).pipe(createGunzip()).setEncoding('utf8')) {
      text += String(chunk);
      const end = text.indexOf('\n');
      if (end >= 0) return JSON.parse(text.slice(0, end)) as SignedCheckpoint;
    }
    return null;
  } catch {
    // Cut off in the middle of its writing.
    return null;
  } finally {
    await handle.close();
  }
}

function* inPieces(lines: readonly string[]): Generator<string> {
  for (let at = 0; at < lines.length; at += 1_000)
    yield lines
      .slice(at, at + 1_000)
      .map((line) => `${line}\n`)
      .join('');
}
