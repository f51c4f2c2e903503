import { withCpu } from '../cpu.mjs';
import { figure, round } from '../figure.mjs';
import { historiesOf } from '../histories.mjs';
import { median } from '../load.mjs';
import { liveYear } from '../lived-year.mjs';
import { weakRival } from '../rivals/known.mjs';
import { startPlainTemporal } from '../rivals/plain-temporal.mjs';

/**
 * A whole district through the HTTP API, one by one and paper first, against plain Temporal moving as many members
 * through as many acts; the rival before and after, so that a slow hour meets both.
 */
export const district = {
  id: 'district',
  label: 'a whole district',
  // Some five minutes each: a third of the rounds
  rounds: ({ rounds }) => Math.ceil(rounds / 3),

  async arrange(bench) {
    return { plain: await startPlainTemporal(bench), share: bench.size(1, 0.05) };
  },

  async run({ plain, share }, bench) {
    const half = Math.round((3_643 * share) / 2);
    bench.say('  plain Temporal, first half');
    const before = await withCpu(plain.groups, () => plain.run({ members: half }));
    bench.say('  this system, paper first');
    const paper = await liveYear(bench, { share, work: 'clerk' });
    bench.say('  this system, one by one');
    const alone = await liveYear(bench, { share, work: 'individual' });
    bench.say('  plain Temporal, second half');
    const rest = { members: alone.classified - half, acts: alone.decisions - before.result.acts };
    const after = await withCpu(plain.groups, () => plain.run(rest));
    const acts = before.result.acts + after.result.acts;
    const seconds = before.result.seconds + after.result.seconds;
    bench.kept.years = { alone, paper };
    return { paper, alone, plain: { acts, seconds, rate: acts / seconds, cpu: sum(before.cpu, after.cpu) } };
  },

  tidy: ({ plain }) => plain.stop(),

  async measure(samples, { plain, share }) {
    const rivals = await historiesOf(plain.namespace);
    const plainRate = median(samples.map((sample) => sample.plain.rate));
    const of = (pick) => median(samples.map(pick));
    const named = `a district of ${samples[0].alone.classified} members classified${share === 1 ? '' : ` (${share} × Bắc Mê)`}`;
    const against = (id, label, pick, atMost) => {
      const sample = samples.toSorted((a, b) => pick(a).seconds - pick(b).seconds)[Math.floor(samples.length / 2)];
      const year = pick(sample);
      return figure({
        id,
        label: `${named}, ${label}, against plain Temporal`,
        value: of((one) => pick(one).seconds / one.plain.seconds),
        unit: '× its time',
        target: { atMost },
        void: weakRival({ plainRate }),
        absolute: {
          seconds: round(year.seconds),
          'import and tokens s': round(year.setUpSeconds),
          decisions: year.decisions,
          commands: year.commands,
          'plain Temporal s': round(sample.plain.seconds),
          'plain Temporal/s': round(sample.plain.rate),
          'plain Temporal acts': sample.plain.acts,
          'bytes per member': round(year.bytes / year.members),
          'longest path: commands': year.path.hops.length,
          'longest path: s waiting for the procedure': round(year.path.procedure),
          'longest path: s waiting for people': round(year.path.people),
        },
        path: year.path.hops,
        cpu: { ours: rounded(year.cpu), 'plain Temporal': rounded(sample.plain.cpu) },
        histories: { ...year.histories, 'plain Temporal': rivals.memberReview },
      });
    };
    return [
      against('district.one-by-one', 'one by one', ({ alone }) => alone, 0.15),
      against('district.paper-first', 'paper first', ({ paper }) => paper, 0.03),
      ...(share === 1 ? [year(samples)] : []),
    ];
  },
};

/** The same run as a row of its own: it is scenarios/bac-me-2018.yaml with every expected figure met. */
function year(samples) {
  const { alone } = samples.toSorted((a, b) => a.alone.seconds - b.alone.seconds)[Math.floor(samples.length / 2)];
  return figure({
    id: 'year.bac-me',
    label: 'the whole Bắc Mê year, scenarios/bac-me-2018.yaml, every figure met',
    value: alone.seconds,
    unit: 's',
    absolute: { 'CPU s': round(alone.cpu.total), events: alone.events, cases: alone.cases, members: alone.members },
  });
}

const sum = (one, other) =>
  Object.fromEntries(Object.entries(one).map(([name, seconds]) => [name, seconds + (other[name] ?? 0)]));
const rounded = (cpu) => Object.fromEntries(Object.entries(cpu).map(([name, seconds]) => [name, round(seconds)]));
