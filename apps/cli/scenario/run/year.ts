import { setTimeout as sleep } from 'node:timers/promises';
import { cycleStatus, type CycleStatus } from '../http/answers.js';
import { openCallings } from './callings.js';
import type { Person } from './crew.js';
import type { Mishaps } from './mishaps.js';
import type { Progress } from './progress.js';
import type { OpenRun } from './open-run.js';
import { visit } from './visit.js';

const AT_ONCE = 24;
const LOOK_EVERY_MS = 250;
// Following the year takes at most an eighth of one program's time
const LOOK_SHARE = 8;
const STALLED_AFTER_MS = 180_000;

/**
 * Lets the people of a scenario live through its year. There is no order of steps here: whoever is called reads his
 * list of work and does what it offers him, until the cycle's case has closed and nothing waits for anybody.
 */
export async function liveThroughTheYear(
  run: OpenRun,
  steward: Person,
  mishaps: Mishaps,
  progress: Progress,
): Promise<void> {
  const callings = openCallings(run.plan, run.crew);
  const waiting = new Set<Person>();
  const busy = new Set<Person>();
  let failure: unknown = null;

  const call = (people: Iterable<Person>): void => {
    for (const person of people) waiting.add(person);
    for (const person of waiting) {
      if (failure !== null || busy.size >= AT_ONCE) return;
      if (busy.has(person)) continue;
      waiting.delete(person);
      busy.add(person);
      void look(person);
    }
  };

  const look = async (person: Person): Promise<void> => {
    const next = new Set<Person>();
    try {
      const { done, moved } = await visit(run, mishaps, person);
      for (const { command, items } of done) {
        callings.answered(person, items);
        progress.count(command, items.length);
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

  for (;;) {
    const looked = performance.now();
    const status = await run.api.get(`/api/v1/cycles/${run.plan.cycle}/status`, cycleStatus, { token: steward.token });
    if (failure !== null) throw failure;
    if (hasClosed(status)) break;
    call(callings.due(status, performance.now()));
    progress.show(status);
    if (run.stillForMs() > STALLED_AFTER_MS && busy.size === 0)
      throw new Error(`Không ai làm gì được nữa (stalled):\n${openSteps(status)}`);
    await sleep(Math.max(LOOK_EVERY_MS, (LOOK_SHARE - 1) * (performance.now() - looked)));
  }
  while (busy.size > 0 || waiting.size > 0) {
    if (failure !== null) throw failure;
    call([]);
    await sleep(20);
  }
}

function hasClosed({ cases }: CycleStatus): boolean {
  return cases.length > 0 && cases.every(({ closed }) => closed);
}

function openSteps({ cases }: CycleStatus): string {
  const open = cases.flatMap(({ case: caseId, steps }) =>
    steps.filter(({ closed }) => !closed).map(({ step, pass, waiting }) => `  ${caseId} ${step} ${pass}: ${waiting}`),
  );
  return open.slice(0, 40).join('\n');
}
