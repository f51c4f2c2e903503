import { performance } from 'node:perf_hooks';

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
  latencies.sort((a, b) => a - b);
  const quantile = (q) => latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))];
  return { seconds, rate: jobs.length / seconds, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) };
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
