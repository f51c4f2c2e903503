import { z } from 'zod';
import { commandAnswer, decisionSheet, type DecisionSheet, type WorkItem } from '../http/answers.js';
import { idempotencyKey } from '../http/idempotency-key.js';
import type { Mishaps } from './mishaps.js';
import type { Person } from './crew.js';
import { errandsOf, type Errand } from './errands.js';
import { goOnWithoutLate } from './going-on.js';
import { Refused } from './refused.js';
import type { Run, Scene } from './scene.js';
import { readWorkList } from './work-list.js';

export interface Visit {
  /** Commands that were recorded, with the items they were about. */
  readonly done: readonly Errand[];
  /** True where something had moved meanwhile: look again soon. */
  readonly moved: boolean;
}

/** One look of one person at his list of work, and the doing of what he means to do. */
export async function visit(run: Run, mishaps: Mishaps, person: Person): Promise<Visit> {
  const items = await readWorkList(run.api, run.plan.cycle, person);
  const scene = sceneOf(run, person, items);
  const done: Errand[] = [];
  let moved = false;
  for (const errand of errandsOf(scene, run.plan.scenario.work)) {
    await mishaps.before(scene, errand);
    const body = await errand.act.write(scene, errand.items);
    if (body === null) continue;
    if (await perform(scene, errand, body, mishaps)) done.push(errand);
    else moved = true;
    // Under a ceiling that blocks, what was decided on one list leaves less room on the next
    if (blocks(run)) scene.turnOver();
  }
  return { done, moved: (await goOnWithoutLate(scene)) || moved };
}

function blocks({ plan: { rulebook } }: Run): boolean {
  return rulebook.ceiling.members.enforcement === 'BLOCK' || rulebook.ceiling.organisations.enforcement === 'BLOCK';
}

/** What one person has before him now. */
export function sceneOf(run: Run, person: Person, items: readonly WorkItem[]): Scene {
  const sheets = new Map<string, Promise<DecisionSheet>>();
  const sheet = (organisation: string): Promise<DecisionSheet> => {
    const path = `/api/v1/decision-sheet?organisation=${organisation}&cycle=${run.plan.cycle}`;
    const asked = sheets.get(organisation) ?? run.api.get(path, decisionSheet, { token: person.token });
    sheets.set(organisation, asked);
    return asked;
  };
  return { ...run, person, items, sheet, turnOver: () => sheets.clear() };
}

/** Sends one command; false where what it was about had moved before it came. Any other refusal ends the run. */
async function perform(scene: Scene, errand: Errand, body: object, mishaps: Mishaps): Promise<boolean> {
  const { api, person } = scene;
  const { command, href, items } = errand;
  const key = idempotencyKey(href, command, person.code, ...items.map(identity), JSON.stringify(body));
  const call = { token: person.token, key, body };
  const outcome = await mishaps.during(scene, errand, () => api.post(href, commandAnswer, call));
  const refused = outcome.ok ? outcome.answer.refused : [];
  if (outcome.ok) outcome.answer.answered.forEach((subject) => scene.answered.add(subject));
  if (outcome.ok && refused.length === 0) return true;
  if (overtaken(outcome.ok ? refused : outcome.problem.details) || (await movedOn(scene, items))) return false;
  const problem = outcome.ok
    ? { status: 200, code: refused[0]?.code ?? '', title: '', titleEn: '', details: refused }
    : outcome.problem;
  throw new Refused({
    who: person.code,
    tried: `${command} ${href} ${items.map(identity).join(', ').slice(0, 300)}`,
    problem,
  });
}

const identity = ({ case: caseId, pass, step, subject, reference }: WorkItem): string =>
  `${caseId} ${step} ${pass} ${subject} ${reference ?? ''}`;

/** Every refused line has changed since it was read, by a class decided late for one: whoever decides reads it again. */
function overtaken(details: unknown): boolean {
  const lines = staleLines.safeParse(details);
  return lines.success && lines.data.length > 0;
}

const stale = z.array(z.looseObject({ code: z.literal('STALE_VIEW') }));
const staleLines = z.union([stale, z.object({ lines: stale }).transform(({ lines }) => lines)]);

// A person who finds that others were quicker has done nothing wrong: the list he read no longer stands.
async function movedOn({ api, plan, person }: Scene, items: readonly WorkItem[]): Promise<boolean> {
  const now = await readWorkList(api, plan.cycle, person);
  const offered = (item: WorkItem): string =>
    `${identity(item)} ${item.allowedActions.map(({ command }) => command).join(' ')}`;
  const standing = new Set(now.map(offered));
  return items.some((item) => !standing.has(offered(item)));
}
