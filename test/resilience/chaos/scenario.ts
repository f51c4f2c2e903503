import { makePlan } from '../../../apps/cli/scenario/generate/make-plan.js';
import type { Plan } from '../../../apps/cli/scenario/generate/plan.js';
import { parseScenario } from '../../../apps/cli/scenario/format/read-scenario.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';

const MEMBERS_PER_CELL = 13;
const CELLS_PER_COMMUNE = 5;
/** Commands that one member's year comes to, with his share of what his cell does; counted from runs. */
const COMMANDS_PER_MEMBER = 2.6;

/** A district of synthetic people large enough that they have about so many commands to send in so many minutes. */
export function peopleFor(seed: number, commands: number, minutes: number): Plan {
  const members = Math.max(24, Math.round(commands / COMMANDS_PER_MEMBER));
  const cells = Math.max(2, Math.round(members / MEMBERS_PER_CELL));
  const communes = Math.max(1, Math.round(cells / CELLS_PER_COMMUNE));
  const under = Math.max(communes, cells - 1);
  const share = (part: number): number => Math.max(1, Math.round(members * part));
  const scenario = parseScenario(
    JSON.stringify({
      scenario: `chaos-${seed}`,
      title: `Chaos ${seed}`,
      rulebook: 'rs-2018-ha-giang',
      year: 2018,
      seed: `chaos-${seed}`,
      tree: {
        id: 'huyen',
        tier: 'DISTRICT',
        name: 'Đảng bộ huyện',
        children: [
          {
            id: 'dang-bo-{n}',
            tier: 'GRASSROOTS_PARTY_ORG',
            name: 'Đảng bộ cơ sở số {n}',
            count: communes,
            children: [{ id: 'chi-bo-{n}', tier: 'CELL', name: 'Chi bộ trực thuộc số {n}', total: under }],
          },
          { id: 'chi-bo-co-so-{n}', tier: 'GRASSROOTS_CELL', name: 'Chi bộ cơ sở số {n}', count: 1 },
        ],
      },
      members: { total: members, residence: { elsewhere: share(0.15), outside: share(0.02) } },
      aim: { members: { EXCELLENT: share(0.12), COMPLETED: share(0.1) } },
      overrides: [
        { number: 3, late: true },
        { number: 7, absent: 'EXCUSED' },
        { number: 11, returned: { to: 'MEETING' } },
        { number: 16, putOff: true },
      ],
      work: 'individual',
      // Deadlines come while faults do: some members are late, some lists are reminded of and overdue.
      dueDates: {
        SELF_ASSESSMENT: { afterSeconds: Math.round(minutes * 60 * 0.4) },
        PROPOSAL: { afterSeconds: 15 },
      },
    }),
    'chaos',
  );
  return makePlan(scenario, rulebookOf(scenario.rulebook, null));
}
