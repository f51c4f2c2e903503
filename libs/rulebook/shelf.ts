import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Calendar } from '../domain/calendar/calendar.js';
import type { Rulebook } from '../domain/rulebook.js';
import { loadCalendar } from './load-calendar.js';
import { loadRulebook } from './load-rulebook.js';

const folder = rulebooksFolder(dirname(fileURLToPath(import.meta.url)));
const loaded = new Map<string, Rulebook>();

/** The shipped rulebook of an id; throws when its content is not the one that a cycle was pinned to. */
export function rulebookOf(id: string, hash: string | null): Rulebook {
  const rulebook = loaded.get(id) ?? loadRulebook(id, folder);
  loaded.set(id, rulebook);
  if (hash !== null && rulebook.hash !== hash)
    throw new Error(`rulebook ${id} differs from what the cycle is pinned to`);
  return rulebook;
}

/** Vietnamese working days, for due dates. */
export const calendar = (): Calendar => loadCalendar(folder);

// The compiled program lies deeper than its source.
function rulebooksFolder(from: string): string {
  const here = join(from, 'rulebooks');
  if (existsSync(join(here, 'rulebook.schema.json'))) return here;
  const above = dirname(from);
  if (above === from) throw new Error('no folder of rulebooks above the program');
  return rulebooksFolder(above);
}
