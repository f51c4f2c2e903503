import { withCpu } from '../cpu.mjs';
import { figure, round } from '../figure.mjs';
import { load, median } from '../load.mjs';
import { openYear, selfAssess } from '../opened-year.mjs';
import { startBare } from '../rivals/bare.mjs';
import { weakRival } from '../rivals/known.mjs';
import { startPlainTemporal } from '../rivals/plain-temporal.mjs';
import { startSystem } from '../system.mjs';

const CLIENTS = 32;

/** Single decisions, 32 clients and one alone: self-assessments against one validated transaction behind node:http. */
export const decisions = {
  id: 'decisions',
  label: 'single decisions',

  async arrange(bench) {
    const sizes = {
      warm: bench.size(200, 10),
      ours: bench.size(1_500, 50),
      bare: bench.size(4_000, 50),
      alone: bench.size(100, 10),
      plain: bench.size(100, 10),
    };
    const { rounds } = bench;
    const system = await startSystem(bench);
    const subjects = await openYear(system, sizes.warm + rounds * (sizes.ours + sizes.alone));
    const bare = await startBare(bench, sizes.warm + rounds * (sizes.bare + sizes.alone));
    const plain = await startPlainTemporal(bench);
    // People of all cells in turn: real clients do not queue up at one
    const people = subjects.sort((one, other) => one.place - other.place);
    const ids = Array.from({ length: sizes.warm + rounds * (sizes.bare + sizes.alone) }, (_, index) => index + 1);
    const act = (person) => selfAssess(system.base, person);
    await load(ids.splice(0, sizes.warm), CLIENTS, bare.act);
    await load(people.splice(0, sizes.warm), CLIENTS, act);
    await plain.run({ members: sizes.plain });
    return { sizes, system, bare, plain, people, ids, act };
  },

  async run({ sizes, system, bare, plain, people, ids, act }) {
    const limit = await withCpu(bare.groups, () => load(ids.splice(0, sizes.bare), CLIENTS, bare.act));
    const ours = await withCpu(system.groups, () => load(people.splice(0, sizes.ours), CLIENTS, act));
    return {
      bare: limit.result,
      bareCpu: perThousand(limit.cpu, sizes.bare),
      ours: ours.result,
      oursCpu: perThousand(ours.cpu, sizes.ours),
      plain: await plain.run({ members: sizes.plain }),
      bareAlone: await load(ids.splice(0, sizes.alone), 1, bare.act),
      oursAlone: await load(people.splice(0, sizes.alone), 1, act),
    };
  },

  async tidy({ system, bare, plain }) {
    await Promise.all([system.stop(), bare.stop(), plain.stop()]);
  },

  measure(samples) {
    const of = (pick) => median(samples.map(pick));
    const bareRate = of(({ bare }) => bare.rate);
    const bareP50 = of(({ bareAlone }) => bareAlone.p50);
    const plainRate = of(({ plain }) => plain.rate);
    const typical = samples.toSorted((one, other) => one.ours.rate - other.ours.rate)[Math.floor(samples.length / 2)];
    return [
      figure({
        id: 'decisions.rate',
        label: `single decisions, ${CLIENTS} clients, against the bare transaction`,
        value: of(({ ours, bare }) => ours.rate / bare.rate),
        unit: '× its rate',
        target: { atLeast: 0.4 },
        void: weakRival({ bareRate }),
        absolute: {
          'ours/s': round(of(({ ours }) => ours.rate)),
          'bare/s': round(bareRate),
          'plain Temporal/s': round(plainRate),
          'p50 ms': round(of(({ ours }) => ours.p50)),
          'p95 ms': round(of(({ ours }) => ours.p95)),
          'p99 ms': round(of(({ ours }) => ours.p99)),
          'bare p50 ms': round(of(({ bare }) => bare.p50)),
          'bare p95 ms': round(of(({ bare }) => bare.p95)),
          'bare p99 ms': round(of(({ bare }) => bare.p99)),
        },
        cpu: { 'ours, per 1,000 decisions': typical.oursCpu, 'bare, per 1,000 decisions': typical.bareCpu },
      }),
      figure({
        id: 'decisions.alone',
        label: 'one client alone, p50 against the bare transaction',
        value: of(({ oursAlone, bareAlone }) => oursAlone.p50 / bareAlone.p50),
        unit: '× its p50',
        target: { atMost: 3 },
        void: weakRival({ bareP50 }),
        absolute: {
          'p50 ms': round(of(({ oursAlone }) => oursAlone.p50)),
          'p95 ms': round(of(({ oursAlone }) => oursAlone.p95)),
          'bare p50 ms': round(bareP50),
        },
      }),
    ];
  },
};

const perThousand = (cpu, decisions) =>
  Object.fromEntries(Object.entries(cpu).map(([name, seconds]) => [name, round((seconds * 1_000) / decisions)]));
