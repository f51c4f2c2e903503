import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of the workflows in which one text is another, as its `workflowsPath`; a text that is not there once is an error. */
export function variant(name: string, file: string, changes: readonly (readonly [from: string, to: string])[]): string {
  const folder = join(root, 'dist', 'variants', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'workflows'), join(folder, 'workflows'), { recursive: true });
  symlinkSync(join(root, 'libs'), join(folder, 'libs'));
  const path = join(folder, 'workflows', file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    changes.reduce((text, change) => replaceOnce(text, change, file), original),
  );
  return join(folder, 'workflows', 'index.ts');
}

function replaceOnce(text: string, [from, to]: readonly [string, string], file: string): string {
  if (text.split(from).length !== 2) throw new Error(`“${from}” does not stand exactly once in ${file}`);
  return text.replace(from, () => to);
}
