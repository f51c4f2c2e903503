import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { MemoryStore, type Happened } from '../memory-store.js';
import { Tree, type TreeNode } from '../workflow-tree.js';

/** What one scene left behind: the event log transaction by transaction, and what Temporal kept of its workflows. */
export interface Recording {
  readonly scene: string;
  readonly tree: TreeNode;
  readonly rulebook: Rulebook;
  readonly happened: readonly Happened[];
  readonly histories: readonly { readonly caseId: string; readonly history: unknown }[];
}

/** One folder for each released version. */
export const HISTORIES = fileURLToPath(new URL('../../replay/histories', import.meta.url));

/** Files of all versions, as version/scene.json.gz. */
export function recordings(): readonly string[] {
  return readdirSync(HISTORIES, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.json.gz'))
    .sort();
}

export function readRecording(file: string): Recording {
  return JSON.parse(gunzipSync(readFileSync(join(HISTORIES, file))).toString()) as Recording;
}

/** The store after all that happened, or after a part of it. */
export function storeOf({ tree, rulebook, happened }: Recording, length = happened.length, now = 0): MemoryStore {
  return MemoryStore.of(new Tree(tree), rulebook, happened.slice(0, length), async () => now);
}
