import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The rulebooks that came with the program; the compiled program lies deeper than its source. */
export function rulebooksFolder(from = dirname(fileURLToPath(import.meta.url))): string {
  const here = join(from, 'rulebooks');
  if (existsSync(join(here, 'rulebook.schema.json'))) return here;
  const above = dirname(from);
  if (above === from) throw new Error('no folder of rulebooks above the program');
  return rulebooksFolder(above);
}
