import { setTimeout as sleep } from 'node:timers/promises';
import { readScenario } from '../../../dist/apps/cli/scenario/format/read-scenario.js';
import { makePlan } from '../../../dist/apps/cli/scenario/generate/make-plan.js';
import { openApi } from '../../../dist/apps/cli/scenario/http/api.js';
import { setUp } from '../../../dist/apps/cli/scenario/run/set-up.js';
import { rulebookOf } from '../../../dist/libs/rulebook/shelf.js';
import { withCpu } from '../cpu.mjs';
import { rowsOf } from '../databases.mjs';
import { figure, round } from '../figure.mjs';
import { median } from '../load.mjs';
import { startSystem } from '../system.mjs';

/** From the command that opens a cycle to the first work item of a cell's member, and to those of all cells. */
export const opening = {
  id: 'opening',
  label: 'opening the cycle of a district',

  arrange(bench) {
    const scenario = readScenario(bench.size('scenarios/bac-me-2018.yaml', 'scenarios/xa-mau.yaml'));
    return { plan: makePlan(scenario, rulebookOf(scenario.rulebook, null)) };
  },

  async run({ plan }, bench) {
    const system = await startSystem(bench);
    const api = openApi(system.base, 24);
    const cells = plan.organisations.filter(({ tier }) => tier.kind === 'CELL').length;
    try {
      const { cpu } = await withCpu(system.groups, async () => {
        await setUp(api, plan, system.oneTimeToken, () => {});
        await allOpened(system, cells);
      });
      const [times] = await rowsOf(system.databases.superuser, TIMES);
      return { ...times, cpu, members: plan.members.length };
    } finally {
      api.close();
      await system.stop();
    }
  },

  measure(samples, { plan }) {
    const of = (pick) => median(samples.map(pick));
    const members = plan.members.length;
    const named = `opening the cycle of ${plan.organisations.length} organisations, ${members} members`;
    const all = of((sample) => sample.all);
    return [
      figure({
        id: 'opening.first',
        label: `${named}: first work item`,
        value: of(({ first }) => first),
        unit: 's',
        target: { atMost: 1 },
      }),
      figure({
        id: 'opening.all',
        label: `${named}: all work items`,
        value: (all * 1_000) / members,
        unit: 's per 1,000 members',
        target: { atMost: 4 },
        absolute: { 'all s': round(all), 'CPU s with import and tokens': round(of(({ cpu }) => cpu.total)) },
      }),
    ];
  },
};

/** A step of a cell is opened with the work items of its members, in one transaction. */
const OPENED = `e.type = 'StepOpened' AND e.data ->> 'step' IN ('SELF_ASSESSMENT', 'RESIDENCE_COMMENT')`;
const TIMES = `
  WITH begun AS (SELECT min(recorded_at) AS at FROM event WHERE type = 'CycleCreated')
  SELECT extract(epoch FROM min(e.recorded_at) - min(b.at))::float8 AS first,
    extract(epoch FROM max(e.recorded_at) - min(b.at))::float8 AS "all"
  FROM event e, begun b WHERE ${OPENED}`;

async function allOpened({ databases }, cells) {
  for (let tries = 0; ; tries += 1) {
    const [{ open }] = await rowsOf(
      databases.superuser,
      `SELECT count(DISTINCT case_id)::int AS open FROM event e WHERE ${OPENED}`,
    );
    if (open >= cells) break;
    if (tries > 1_200) throw new Error(`only ${open} of ${cells} cells opened`);
    await sleep(100);
  }
  // A cell opens two steps side by side
  await sleep(1_000);
}
