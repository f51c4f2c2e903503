import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Keeps `clients` jobs running until all are done; gives the rate per second and the latencies in milliseconds. */
export async function load(jobs, clients, run) {
  const latencies = [];
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < jobs.length) {
        const job = jobs[next++];
        const at = performance.now();
        await run(job);
        latencies.push(performance.now() - at);
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  return { seconds, rate: jobs.length / seconds, ...quantiles(latencies) };
}

/** Begins the jobs at `rate` per second whether or not those before have ended, as people do. */
export async function paced(jobs, rate, run) {
  const latencies = [];
  const underWay = [];
  const from = performance.now();
  for (const [index, job] of jobs.entries()) {
    const due = from + (index / rate) * 1000;
    if (due > performance.now()) await sleep(due - performance.now());
    // From when it was due: what a late start hides would otherwise be lost
    underWay.push(run(job).then(() => latencies.push(performance.now() - due)));
  }
  await Promise.all(underWay);
  return { seconds: (performance.now() - from) / 1000, ...quantiles(latencies) };
}

/** Median, 95th and 99th percentile. */
export function quantiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  return { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) };
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
