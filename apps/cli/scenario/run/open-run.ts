import type { Plan } from '../generate/plan.js';
import type { Api } from '../http/api.js';
import { beneathIn } from './beneath.js';
import type { Crew } from './crew.js';
import type { Run } from './scene.js';

const PRESSED_AFTER_MS = 60_000;

/** What the whole run knows, and since when nothing has moved. */
export interface OpenRun extends Run {
  moved(): void;
  readonly stillForMs: () => number;
}

export function openRun(api: Api, plan: Plan, crew: Crew, ids: ReadonlyMap<string, string>): OpenRun {
  const members = new Map(plan.members.map((member) => [ids.get(member.code) ?? member.code, member]));
  const organisations = new Map(plan.organisations.map((organisation) => [organisation.id, organisation]));
  let movedAt = performance.now();
  const stillForMs = (): number => performance.now() - movedAt;
  return {
    api,
    plan,
    crew,
    member: (id) => known(members.get(id), id),
    organisation: (id) => known(organisations.get(id), id),
    awaiting: [
      ...new Set(
        plan.members.filter(({ conduct }) => conduct.late !== undefined).map(({ organisation }) => organisation),
      ),
    ],
    turnouts: new Map(),
    voted: new Map(),
    granted: new Set(),
    answered: new Set(),
    beneath: beneathIn(plan, ids),
    moved: () => void (movedAt = performance.now()),
    stillForMs,
    pressed: () => stillForMs() > PRESSED_AFTER_MS,
  };
}

function known<Item>(item: Item | undefined, id: string): Item {
  if (item === undefined) throw new Error(`the API speaks of ${id}, which the scenario does not know`);
  return item;
}
