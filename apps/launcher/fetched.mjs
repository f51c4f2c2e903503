import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Fetches into a folder that is gone afterwards. */
export async function inPassing(fetchInto) {
  const folder = mkdtempSync(join(tmpdir(), 'kiemdiem-fetch-'));
  try {
    return await fetchInto(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** SHA-256 of bytes or text, hex. */
export const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Keeps what was fetched (paths, by the name that each gets) as one folder of the cache, so that nobody finds half of it. */
export function keep(folder, paths) {
  mkdirSync(dirname(folder), { recursive: true });
  const arriving = mkdtempSync(`${folder}-`);
  // Copied, since the cache may lie on another file system than the temporary folder
  for (const [name, path] of Object.entries(paths)) cpSync(path, join(arriving, name), { recursive: true });
  try {
    renameSync(arriving, folder);
  } catch (error) {
    rmSync(arriving, { recursive: true, force: true });
    // Another launcher was quicker
    if (!Object.keys(paths).every((name) => existsSync(join(folder, name)))) throw error;
  }
}
