import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Inject } from './injection.js';

const PIECE = Buffer.alloc(1 << 20);

/** Fills the small disk that holds the tables, looks whether reads are still served, and frees it again. */
export const fillDisk: Inject = async ({ machine, health }, lastsMs) => {
  const { smallDisk } = machine;
  if (!('folder' in smallDisk)) throw new Error(smallDisk.missing);
  const filler = join(smallDisk.folder, 'filler');
  const broken: string[] = [];
  fill(filler);
  try {
    await sleep(lastsMs);
    const { status } = await health().catch((error: unknown) => ({ status: String(error) }));
    if (status !== 'READY') broken.push(`reads while the disk was full: ${status}`);
  } finally {
    rmSync(filler);
  }
  return { note: `${lastsMs / 1_000} s`, broken };
};

function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (let size = PIECE.length; size >= 4_096;) {
      try {
        if (writeSync(handle, PIECE, 0, size) < size) size /= 2;
      } catch {
        size /= 2;
      }
    }
  } finally {
    closeSync(handle);
  }
}
