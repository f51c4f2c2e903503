import type { Plan, World } from '../domain/handling/world.js';
import { readCases, readStreams } from './load.js';
import { loadedOf, worldOf } from './loaded.js';
import { readRegistry } from './registry/snapshot.js';
import type { Store } from './store.js';

/** A world without locks, for what only reads: previews, allowed actions. */
export async function loadWorld({ pool, peeks }: Store, plan: Partial<Plan>): Promise<World> {
  const needs: Plan = { cases: [], streams: [], membersOf: [], below: null, registryOf: null, bodyOf: null, ...plan };
  const [cases, streams, registry] = await Promise.all([
    readCases(pool, needs, ''),
    readStreams(pool, needs),
    readRegistry(pool, needs.registryOf, peeks),
  ]);
  return worldOf(loadedOf(needs, cases, streams, registry));
}
