import { isAbout, type Facts } from '../assessment/facts.js';
import type { CeilingRules } from '../rulebook.js';

/** What decides which group a subject belongs to. */
export interface Grouped {
  readonly facts: Facts;
  /** Of an organisation; members have none. */
  readonly kind?: 'COMMITTEE' | 'CELL';
}

/** The group that shares a ceiling with this subject; null where the rulebook draws no groups. */
export function likeGroupOf({ scope, likeGroups }: CeilingRules, { facts, kind }: Grouped): string | null {
  if (scope !== 'LIKE_GROUP') return null;
  const found = likeGroups.find((group) => (group.kind === undefined || group.kind === kind) && isAbout(group, facts));
  return found?.code ?? null;
}
