import { cellCase, committeeCase, cycleCase } from '../../libs/domain/ids.js';
import { RS_2018 } from './rs-2018.js';
import { MemoryStore } from './memory-store.js';
import { CYCLE, People } from './workflow-people.js';
import { playOut, type Plan } from './workflow-year.js';
import type { Run } from './workflow-run.js';
import { Tree } from './workflow-tree.js';

export const YEAR = cycleCase(CYCLE);
export const COMMUNE = committeeCase(CYCLE, 'yen-minh');
export const CELL = cellCase(CYCLE, 'ban-lang');

const COMMUNE_OF_ONE_CELL = new Tree({
  id: 'yen-minh',
  tier: 'COMMUNE',
  children: [
    {
      id: 'ban-lang',
      tier: 'CELL',
      members: [
        { member: 'A' },
        { member: 'B', residence: { due: 'REQUIRED', cell: 'ban-tren', committee: 'yen-minh' } },
        { member: 'C' },
        { member: 'D', exempt: true },
      ],
    },
  ],
});

const THREE_TIERS = new Tree({
  id: 'huyen',
  tier: 'DISTRICT',
  children: [
    {
      id: 'xa',
      tier: 'COMMUNE',
      children: [
        { id: 'ban-a', tier: 'CELL', members: [{ member: 'a1' }, { member: 'a2' }, { member: 'a3' }] },
        { id: 'ban-b', tier: 'CELL', members: [{ member: 'b1' }, { member: 'b2' }] },
      ],
    },
    { id: 'co-quan', tier: 'GRASSROOTS_CELL', members: [{ member: 'c1' }, { member: 'c2' }] },
  ],
});

export const threeTiers = (): MemoryStore => new MemoryStore(THREE_TIERS, RS_2018);

/** Three tiers with a grassroots cell that decides on its own members; own classes go back and are put off, too. */
export const TREE_PLAN: Plan = {
  late: ['a3'],
  absent: ['a2'],
  returned: { b1: 'PROPOSAL', c1: 'SELF_ASSESSMENT', 'ban-a': 'OWN_CLASS' },
  putOff: ['b2', 'c2', 'xa'],
};

export async function playThreeTiers(run: Run): Promise<void> {
  const people = new People(run.store);
  await people.openCycle('huyen');
  await playOut(run, people, TREE_PLAN);
}

export const cellOfFour = (): MemoryStore => new MemoryStore(COMMUNE_OF_ONE_CELL, RS_2018);

/** The cell of four of procedure.md, event by event: A is late, B is absent, C is returned to the meeting, D is exempt. */
export async function playCellOfFour(run: Run, between: () => Promise<void> = async () => undefined): Promise<void> {
  const people = new People(run.store);
  const then = async (deed: Promise<void>): Promise<void> => {
    await deed;
    await run.settled();
    await between();
  };
  await then(people.openCycle('yen-minh'));
  await then(people.handIn(CELL, 'B'));
  await then(people.handIn(CELL, 'C'));
  await then(people.comment(CELL, 'B'));
  await then(people.overdue(CELL, 'SELF_ASSESSMENT', 'all', [1]));
  await then(people.meet(CELL, ['C'], ['B']));
  await then(people.propose(CELL, 'C'));
  await then(people.advise('appraise', COMMUNE, `${CELL}:all`, 'C'));
  await then(people.giveBack(COMMUNE, `${CELL}:all`, 'MEETING', 'C'));
  await then(people.meet(CELL, ['C']));
  await then(people.propose(CELL, 'C'));
  await then(people.advise('appraise', COMMUNE, `${CELL}:all/returned-MEETING`, 'C'));
  await then(people.decide(COMMUNE, `${CELL}:all/returned-MEETING`, 'C'));
  await then(people.handIn(CELL, 'A'));
  await then(people.meet(CELL, ['A', 'B']));
  await then(people.propose(CELL, 'A'));
  await then(people.propose(CELL, 'B'));
  for (const [pass, member] of [
    ['all/late', 'A'],
    ['all/absent', 'B'],
  ] as const) {
    await then(people.advise('appraise', COMMUNE, `${CELL}:${pass}`, member));
    await then(people.decide(COMMUNE, `${CELL}:${pass}`, member));
  }
  await then(people.voteOwnClass(CELL));
  await then(people.advise('appraise', COMMUNE, `${CELL}:own`, 'ban-lang'));
  await then(people.decide(COMMUNE, `${CELL}:own`, 'ban-lang'));
  await then(people.reviewCollective(COMMUNE));
  await then(people.reviewHead(COMMUNE));
  await then(people.publish('all'));
  await then(people.publish('all/later'));
}
