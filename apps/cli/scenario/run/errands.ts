import type { WorkMode } from '../format/conduct.schema.js';
import type { WorkItem } from '../http/answers.js';
import { ACTS } from './acts/all.js';
import type { Act, Scene } from './scene.js';

/** One command that a person means to send now. */
export interface Errand {
  readonly command: string;
  readonly href: string;
  readonly act: Act;
  readonly items: readonly [WorkItem, ...WorkItem[]];
}

/** What a person does of all that his list offers: what is his to do, and what he means to do now. */
export function errandsOf(scene: Scene, mode: WorkMode): readonly Errand[] {
  const groups = new Map<string, Errand>();
  for (const item of scene.items) {
    const meant = meantFor(scene, item);
    if (meant === null) continue;
    const key = `${meant.command} ${meant.href} ${keyOf(meant.act.together, item, mode)}`;
    const group = groups.get(key);
    groups.set(key, group === undefined ? { ...meant, items: [item] } : { ...group, items: [...group.items, item] });
  }
  return [...groups.values()];
}

function meantFor(scene: Scene, item: WorkItem): Omit<Errand, 'items'> | null {
  if (isPutAside(scene, item)) return null;
  for (const { command, href } of item.allowedActions) {
    const act = ACTS[command];
    if (act !== undefined && isHis(scene, item, command) && act.means(scene, item)) return { command, href, act };
  }
  return null;
}

function isPutAside({ plan }: Scene, { step, organisation, dueAt }: WorkItem): boolean {
  const delay = plan.scenario.delays.find(({ at }) => at.step === step && at.organisation === organisation);
  return delay !== undefined && dueAt !== null && Date.now() < Date.parse(dueAt) + delay.afterDueSeconds * 1_000;
}

/** A post's work is done by the first who answers for it; a tally is confirmed by the second, if there is one. */
function isHis({ crew, person, plan }: Scene, item: WorkItem, command: string): boolean {
  if (item.asks === 'MEMBER' && plan.scenario.work !== 'clerk') return person.member === item.subjectId;
  const able = crew.answerers(item.asks, item.askedOf);
  const [first, second] = able;
  return person === (CONFIRMATIONS.includes(command) ? (second ?? first) : first);
}

/** Counts are confirmed by somebody else than who entered them. */
const CONFIRMATIONS: readonly string[] = ['confirmTally', 'confirmSecondRound'];

function keyOf(together: Act['together'], item: WorkItem, mode: WorkMode): string {
  switch (together) {
    case 'LINE':
      return mode === 'individual' ? `${item.case} ${item.pass} ${item.subject}` : item.case;
    case 'CASE':
      return item.case;
    case 'PASS':
      return `${item.case} ${item.pass}`;
    case 'REFERENCE':
      return `${item.case} ${item.reference ?? ''}`;
  }
}
