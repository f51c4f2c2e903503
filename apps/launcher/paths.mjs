import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where everything that must outlive a run is kept; relative values count from the checkout. */
export const dataDir = resolve(root, process.env.KIEMDIEM_DATA_DIR || '.data');

/** Kept outside the checkout so that a fresh clone does not fetch again what the machine has. */
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kiemdiem');

/** The compiled entry point of one of the applications. */
export const entryPoint = (app) => join(root, 'dist', 'apps', app, 'main.js');
