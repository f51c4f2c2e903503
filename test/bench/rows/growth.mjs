import { figure, round } from '../figure.mjs';
import { liveYear } from '../lived-year.mjs';
import { median } from '../load.mjs';

const TIMES = [1, 3, 10];

/** What a member costs in a district of a tenth of Bắc Mê, of three times that, and of ten: everybody acting alone. */
export const growth = {
  id: 'growth',
  label: 'cost at 1, 3 and 10 times the members',
  rounds: ({ rounds }) => Math.ceil(rounds / 3),
  arrange: (bench) => ({ base: bench.size(0.1, 0.01), kept: bench.kept.years?.alone }),

  async run({ base, kept }, bench) {
    const years = [];
    for (const times of TIMES) {
      bench.say(`  ${times} ×`);
      const whole = base * times === 1;
      years.push((whole && kept) || (await liveYear(bench, { share: base * times })));
    }
    return years.map(({ members, seconds, cpu, bytes, events }) => ({
      members,
      seconds: seconds / members,
      cpu: cpu.total / members,
      bytes: bytes / members,
      events: events / members,
    }));
  },

  measure(samples) {
    const sizes = samples[0].map(({ members }) => members);
    const per = (what, place) => median(samples.map((years) => years[place][what]));
    const row = (what, label, unit) =>
      figure({
        id: `growth.${what}`,
        label: `${label} per member at 10 × the members, against 1 ×`,
        value: per(what, 2) / per(what, 0),
        unit: '×',
        target: { atMost: 1.2 },
        absolute: Object.fromEntries(
          TIMES.map((times, place) => [`${times} × (${sizes[place]} members) ${unit}`, round(per(what, place))]),
        ),
      });
    return [
      row('seconds', 'time', 's'),
      row('cpu', 'CPU time of all processes', 'CPU s'),
      row('bytes', 'bytes in the database', 'bytes'),
    ];
  },
};
