import { randomUUID } from 'node:crypto';
import { shuffled, type Random } from '../../../apps/cli/scenario/generate/random.js';
import { atWork, type Ending } from '../../../apps/cli/scenario/run/at-work.js';
import type { Person } from '../../../apps/cli/scenario/run/crew.js';
import { errandsOf, type Errand } from '../../../apps/cli/scenario/run/errands.js';
import type { OpenRun } from '../../../apps/cli/scenario/run/open-run.js';
import type { Scene } from '../../../apps/cli/scenario/run/scene.js';
import { sceneOf, type Visit } from '../../../apps/cli/scenario/run/visit.js';
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

const ERRANDS_A_VISIT = 4;
/** So many of those who get no answer ask again; the others leave it and look at their list later. */
const ASKING_AGAIN = 0.6;

/** Lets people act on what their lists of work offer until every case has closed, or until they are told to stop. */
export function peopleAct(people: People, pace: Pace, stop: AbortSignal): Promise<Ending> {
  return atWork(people.run, people.steward, {
    visit: (person) => visit(people, person, pace, stop),
    order: (called) => shuffled(people.random, called),
    stop,
  });
}

/** One look of one person at his list, and a few of the things that he means to do. */
async function visit(people: People, person: Person, pace: Pace, stop: AbortSignal): Promise<Visit> {
  const { run } = people;
  const items = await readWorkList(run.api, run.plan.cycle, person);
  const scene = sceneOf(run, person, items);
  const done: Errand[] = [];
  for (const errand of errandsOf(scene, run.plan.scenario.work).slice(0, ERRANDS_A_VISIT)) {
    if (!(await pace.next(stop))) break;
    const body = await errand.act.write(scene, errand.items);
    if (body !== null && (await perform(people, scene, errand, body))) done.push(errand);
  }
  return { done, moved: false };
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
