import { verify } from '../../../dist/libs/store/audit/verify.js';
import { withCpu } from '../cpu.mjs';
import { figure, round } from '../figure.mjs';
import { liveYear } from '../lived-year.mjs';
import { median } from '../load.mjs';

/** Verifying every chain of a year that was lived through, and all that derives from it. */
export const verifying = {
  id: 'verify',
  label: 'verifying the chain',

  async arrange(bench) {
    const { alone } = bench.kept.years ?? {
      alone: await liveYear(bench, { share: bench.size(1, 0.05), work: 'clerk' }),
    };
    return { url: alone.databases.owner };
  },

  async run({ url }, bench) {
    const from = performance.now();
    const { result, cpu } = await withCpu(bench.servers, () => verify(url));
    if (result.outcome !== 'INTACT') throw new Error(`the chain is not intact: ${JSON.stringify(result)}`);
    return { ...result, cpu, seconds: (performance.now() - from) / 1_000 };
  },

  measure(samples) {
    const of = (pick) => median(samples.map(pick));
    return [
      figure({
        id: 'verify.rate',
        label: 'verifying the chain',
        value: of(({ eventsPerSecond }) => eventsPerSecond),
        unit: 'events/s',
        target: { atLeast: 100_000 },
        absolute: {
          events: samples[0].events,
          streams: samples[0].streams,
          'seconds with all read models': round(of(({ seconds }) => seconds)),
          'CPU s': round(of(({ cpu }) => cpu.total)),
        },
      }),
    ];
  },
};
