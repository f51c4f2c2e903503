import { cellCase, committeeCase } from '../../../libs/domain/ids.js';
import { RS_2018 } from '../rs-2018.js';
import { MemoryStore } from '../memory-store.js';
import { CYCLE, People } from '../workflow-people.js';
import type { Run } from '../workflow-run.js';
import { cellOfFour, playCellOfFour, playThreeTiers, threeTiers, YEAR } from '../workflow-scenes.js';
import { Tree, type TreeNode } from '../workflow-tree.js';
import { playOut } from '../workflow-year.js';

/** A scene whose histories are kept. */
export interface Scene {
  readonly name: string;
  readonly store: () => MemoryStore;
  readonly play: (run: Run) => Promise<void>;
  /** On a server that asks for new runs early: histories that were continued as new. */
  readonly renewed?: true;
}

const BAN = cellCase(CYCLE, 'ban');
const cell = (id: string, ...members: readonly string[]): TreeNode => ({
  id,
  tier: 'CELL',
  members: members.map((member) => ({ member })),
});
const commune = (...children: readonly TreeNode[]) => new Tree({ id: 'xa', tier: 'COMMUNE', children });

/** The roads that a procedure can take, each at least once. */
export const SCENES: readonly Scene[] = [
  { name: 'cell-of-four', store: cellOfFour, play: playCellOfFour },
  { name: 'cell-of-four-in-many-runs', store: cellOfFour, play: playCellOfFour, renewed: true },
  { name: 'three-tiers', store: threeTiers, play: playThreeTiers },
  { name: 'three-tiers-in-many-runs', store: threeTiers, play: playThreeTiers, renewed: true },
  { name: 'opinions-and-lists-together', store: betweenAndTogether, play: playBetween },
  { name: 'root-with-a-class', store: rootWithClass, play: playRootWithClass },
  { name: 'timers', store: () => new MemoryStore(commune(cell('ban', 'a', 'b')), RS_2018), play: playTimers },
  {
    name: 'closing-requested',
    store: () => new MemoryStore(commune(cell('ban', 'a', 'b')), RS_2018),
    play: playClosing,
  },
];

function betweenAndTogether(): MemoryStore {
  const between: TreeNode = { id: 'bo-phan', tier: 'SUB_COMMITTEE', children: [cell('ban-a', 'a1', 'a2')] };
  const rules = { ...RS_2018, procedure: { ...RS_2018.procedure, decideTogether: true } };
  return new MemoryStore(commune(between, cell('ban-b', 'b1')), rules);
}

async function playBetween(run: Run): Promise<void> {
  const people = new People(run.store);
  await people.openCycle('xa');
  await playOut(run, people, { absent: ['a2'], returned: { b1: 'SELF_ASSESSMENT' }, putOff: ['a1'] });
}

function rootWithClass(): MemoryStore {
  const { deciders, procedure } = RS_2018;
  const organisations = { ...deciders.organisations, GRASSROOTS: 'SELF' as const };
  return new MemoryStore(commune(cell('ban', 'a')), {
    ...RS_2018,
    procedure: { ...procedure, rootOwnClass: true },
    deciders: { ...deciders, organisations },
  });
}

async function playRootWithClass(run: Run): Promise<void> {
  const people = new People(run.store);
  await people.openCycle('xa');
  await playOut(run, people, { returned: { xa: 'OWN_CLASS' } });
}

async function playTimers(run: Run): Promise<void> {
  const people = new People(run.store);
  await people.openCycle('xa', { SELF_ASSESSMENT: { afterSeconds: 2 } });
  await run.settled();
  await people.handIn(BAN, 'a');
  const escalated = () => run.store.transactions.some(({ command }) => command.type === 'escalate');
  while (!escalated()) await new Promise((resolve) => setTimeout(resolve, 50));
  await run.settled();
  await people.say({ type: 'changeTimetable', case: YEAR, step: 'MEETING', dueOn: '2099-01-05' });
  await playOut(run, people);
}

async function playClosing(run: Run): Promise<void> {
  const people = new People(run.store);
  await people.openCycle('xa');
  await run.settled();
  await people.handIn(BAN, 'a', 'b');
  await run.settled();
  await people.meet(BAN, ['a'], ['b']);
  await run.settled();
  await people.say({ type: 'requestClosing', case: committeeCase(CYCLE, 'xa'), reason: 'ENTERED_BY_MISTAKE' });
  await run.settled();
  await playOut(run, people);
}
