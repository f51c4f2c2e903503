import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { shuffled, type Random } from '../../../apps/cli/scenario/generate/random.js';
import { cycleStatus, type CycleStatus } from '../../../apps/cli/scenario/http/answers.js';
import { openCallings } from '../../../apps/cli/scenario/run/callings.js';
import type { Person } from '../../../apps/cli/scenario/run/crew.js';
import { errandsOf, type Errand } from '../../../apps/cli/scenario/run/errands.js';
import { goOnWithoutLate } from '../../../apps/cli/scenario/run/going-on.js';
import type { OpenRun } from '../../../apps/cli/scenario/run/open-run.js';
import type { Scene } from '../../../apps/cli/scenario/run/scene.js';
import { sceneOf } from '../../../apps/cli/scenario/run/visit.js';
import { readWorkList } from '../../../apps/cli/scenario/run/work-list.js';
import type { Pace } from './pace.js';
import type { PeopleApi } from './people-api.js';
import type { WrongActs } from './wrong-acts.js';

export interface People {
  readonly run: OpenRun;
  readonly api: PeopleApi;
  readonly steward: Person;
  readonly wrongs: WrongActs;
  readonly random: Random;
}

export type Ending = { readonly ending: 'CLOSED' | 'TOLD' } | { readonly ending: 'STALLED'; readonly open: string };

const AT_ONCE = 24;
const LOOK_EVERY_MS = 400;
const STALLED_AFTER_MS = 150_000;
const ERRANDS_A_VISIT = 4;
/** So many of those who get no answer ask again; the others leave it and look at their list later. */
const ASKING_AGAIN = 0.6;

/** Lets people act on what their lists of work offer until every case has closed, or until they are told to stop. */
export async function peopleAct(people: People, pace: Pace, told: AbortSignal): Promise<Ending> {
  const { run, api, steward, random } = people;
  const callings = openCallings(run.plan, run.crew);
  const waiting = new Set<Person>();
  const busy = new Set<Person>();
  let failure: unknown = null;
  run.moved();

  const call = (called: Iterable<Person>): void => {
    for (const person of called) waiting.add(person);
    for (const person of shuffled(random, [...waiting])) {
      if (failure !== null || told.aborted || busy.size >= AT_ONCE) return;
      if (busy.has(person)) continue;
      waiting.delete(person);
      busy.add(person);
      void look(person);
    }
  };
  const look = async (person: Person): Promise<void> => {
    const next = new Set<Person>();
    try {
      for (const { items } of await visit(people, person, pace, told)) {
        run.moved();
        callings.answered(person, items);
        if (items[0].asks === 'MEMBER') continue;
        next.add(person);
        callings.colleagues(items[0].organisation).forEach((colleague) => next.add(colleague));
      }
    } catch (error) {
      failure ??= error;
    }
    busy.delete(person);
    call(next);
  };

  for (;;) {
    const looked = Date.now();
    const status = await api.get(`/api/v1/cycles/${run.plan.cycle}/status`, cycleStatus, { token: steward.token });
    if (failure !== null) throw failure;
    if (status.cases.length > 0 && status.cases.every(({ closed }) => closed)) break;
    if (told.aborted) break;
    call(callings.due(status, performance.now()));
    if (run.stillForMs() > STALLED_AFTER_MS && busy.size === 0) return { ending: 'STALLED', open: openSteps(status) };
    await sleep(Math.max(LOOK_EVERY_MS, 3 * (Date.now() - looked)), undefined, { signal: told }).catch(() => undefined);
  }
  while (busy.size > 0) await sleep(50);
  if (failure !== null) throw failure;
  return { ending: told.aborted ? 'TOLD' : 'CLOSED' };
}

/** One look of one person at his list, and a few of the things that he means to do. */
async function visit(people: People, person: Person, pace: Pace, told: AbortSignal): Promise<readonly Errand[]> {
  const { run } = people;
  const items = await readWorkList(run.api, run.plan.cycle, person);
  const scene = sceneOf(run, person, items);
  const done: Errand[] = [];
  for (const errand of errandsOf(scene, run.plan.scenario.work).slice(0, ERRANDS_A_VISIT)) {
    if (!(await pace.next(told))) return done;
    const body = await errand.act.write(scene, errand.items);
    if (body === null) continue;
    if (await perform(people, scene, errand, body)) done.push(errand);
  }
  await goOnWithoutLate(scene);
  return done;
}

/** Sends one command as people do: now and then wrongly, twice, or without waiting for the answer. */
async function perform(people: People, scene: Scene, errand: Errand, body: object): Promise<boolean> {
  const { api, wrongs, random, run } = people;
  await wrongs.before(scene, errand, body);
  const call = { token: scene.person.token, key: randomUUID(), body };
  const asksAgain = random() < ASKING_AGAIN;
  const { outcome, answer } = await (asksAgain ? api.untilAnswered(errand.href, call) : api.once(errand.href, call));
  if (outcome !== 'ok') return false;
  const { answered = [] } = JSON.parse(answer) as { readonly answered?: readonly string[] };
  answered.forEach((subject) => run.answered.add(subject));
  await wrongs.after(scene, errand, call);
  return true;
}

function openSteps({ cases }: CycleStatus): string {
  const open = cases.flatMap(({ case: caseId, steps }) =>
    steps.filter(({ closed }) => !closed).map(({ step, pass, waiting }) => `${caseId} ${step} ${pass}: ${waiting}`),
  );
  return open.slice(0, 40).join('\n');
}
