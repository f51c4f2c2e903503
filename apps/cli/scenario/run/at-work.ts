import { setTimeout as sleep } from 'node:timers/promises';
import { cycleStatus, type CycleStatus } from '../http/answers.js';
import { openCallings } from './callings.js';
import type { Person } from './crew.js';
import type { OpenRun } from './open-run.js';
import type { Visit } from './visit.js';

/** What people do when they are called, and who follows it. */
export interface Conduct {
  /** One look of one person at his list of work, and the doing of what he means to do. */
  readonly visit: (person: Person) => Promise<Visit>;
  /** Who is called first, of those for whom something waits. */
  readonly order?: (called: readonly Person[]) => readonly Person[];
  /** Hears how far the year is, now and then. */
  readonly follow?: (status: CycleStatus) => void;
  /** Aborted when everybody is to stop. */
  readonly stop?: AbortSignal;
}

export type Ending = { readonly ending: 'CLOSED' | 'STOPPED' } | { readonly ending: 'STALLED'; readonly open: string };

const AT_ONCE = 24;
const LOOK_EVERY_MS = 250;
// Following the year takes at most an eighth of one program's time
const LOOK_SHARE = 8;
const STALLED_AFTER_MS = 180_000;

/**
 * Lets people work on a year. There is no order of steps here: whoever is called reads his list of work and does what
 * it offers him, until every case has closed and nothing waits for anybody, or until they are told to stop.
 */
export async function atWork(run: OpenRun, steward: Person, conduct: Conduct): Promise<Ending> {
  const { visit, order = (called) => called, follow, stop } = conduct;
  const callings = openCallings(run.plan, run.crew);
  const waiting = new Set<Person>();
  const busy = new Set<Person>();
  let failure: unknown = null;
  run.moved();

  const call = (people: Iterable<Person>): void => {
    for (const person of people) waiting.add(person);
    for (const person of order([...waiting])) {
      if (failure !== null || stop?.aborted || busy.size >= AT_ONCE) return;
      if (busy.has(person)) continue;
      waiting.delete(person);
      busy.add(person);
      void look(person);
    }
  };

  const look = async (person: Person): Promise<void> => {
    const next = new Set<Person>();
    try {
      const { done, moved } = await visit(person);
      for (const { items } of done) {
        callings.answered(person, items);
        // What a post records may leave something for others of the same organisation; a member's own paper does not.
        if (items[0].asks === 'MEMBER') continue;
        next.add(person);
        callings.colleagues(items[0].organisation).forEach((colleague) => next.add(colleague));
      }
      if (done.length > 0) run.moved();
      if (moved) next.add(person);
    } catch (error) {
      failure ??= error;
    }
    busy.delete(person);
    call(next);
  };

  while (!stop?.aborted) {
    const looked = performance.now();
    const status = await run.api.get(`/api/v1/cycles/${run.plan.cycle}/status`, cycleStatus, { token: steward.token });
    if (failure !== null) throw failure;
    if (hasClosed(status)) break;
    call(callings.due(status, performance.now()));
    follow?.(status);
    if (run.stillForMs() > STALLED_AFTER_MS && busy.size === 0) return { ending: 'STALLED', open: openSteps(status) };
    const pause = Math.max(LOOK_EVERY_MS, (LOOK_SHARE - 1) * (performance.now() - looked));
    await sleep(pause, undefined, { signal: stop }).catch(() => undefined);
  }
  while (busy.size > 0 || (waiting.size > 0 && !stop?.aborted)) {
    if (failure !== null) throw failure;
    call([]);
    await sleep(20);
  }
  if (failure !== null) throw failure;
  return { ending: stop?.aborted ? 'STOPPED' : 'CLOSED' };
}

function hasClosed({ cases }: CycleStatus): boolean {
  return cases.length > 0 && cases.every(({ closed }) => closed);
}

function openSteps({ cases }: CycleStatus): string {
  const open = cases.flatMap(({ case: caseId, steps }) =>
    steps.filter(({ closed }) => !closed).map(({ step, pass, waiting }) => `${caseId} ${step} ${pass}: ${waiting}`),
  );
  return open.slice(0, 40).join('\n');
}
