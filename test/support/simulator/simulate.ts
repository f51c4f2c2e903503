import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { checkWorld, fingerprint } from './invariants.js';
import { World, type Parts } from './world.js';

/** What a world came to. */
export interface Lived {
  readonly commands: number;
  readonly events: number;
  readonly decided: number;
  readonly closed: boolean;
  readonly faults: ReadonlyMap<string, number>;
  /** How often each code refused a command. */
  readonly refusals: ReadonlyMap<string, number>;
  readonly fingerprint: string;
}

const AT_MOST = 6_000;
const AFTERWARDS = 50;

/** Lives through one drawn year with all its accidents, lets it come to rest, and checks what must hold. */
export async function simulate(seed: string, index: number, rulebook: Rulebook, parts: Parts): Promise<Lived> {
  const clock = Date.now;
  const world = new World(seed, index, rulebook, parts);
  const { store } = world;
  // Workflows read the clock of their sandbox
  Date.now = () => store.now;
  try {
    await world.open();
    // A closed year still gets what nobody may any more
    for (let left = AT_MOST; left > 0; left -= 1) {
      await world.happens();
      if (world.isOver) left = Math.min(left, AFTERWARDS);
    }
    const end = await world.comesToRest();
    checkWorld(world);
    if (!world.hostile && end === 'STUCK')
      world.wrong(`nothing moves any more, and ${store.openCases().join()} are open`);
    return {
      commands: world.commands,
      events: store.events.length,
      decided: store.events.filter(({ type }) => type === 'ClassDecided').length,
      closed: end === 'CLOSED',
      faults: world.faults,
      refusals: refusalsOf(world),
      fingerprint: fingerprint(store.events),
    };
  } finally {
    Date.now = clock;
  }
}

function refusalsOf({ ledger }: World): ReadonlyMap<string, number> {
  const refusals = new Map<string, number>();
  for (const { handled } of ledger.values())
    if (handled !== 'UNKNOWN' && handled.outcome === 'REJECTED')
      refusals.set(handled.code, (refusals.get(handled.code) ?? 0) + 1);
  return refusals;
}
