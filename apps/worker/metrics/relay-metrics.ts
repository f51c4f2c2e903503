import { Counter, Histogram } from 'prom-client';
import type { Metrics } from '../../../libs/metrics/registry.js';
import type { RelayObserver } from '../relay/relay.js';

/** Counts what the relay tells and how long it had waited. */
export function measureRelay(metrics: Metrics): RelayObserver {
  const registers = [metrics];
  const batches = new Histogram({
    name: 'kiemdiem_relay_batch_cases',
    help: 'Cases claimed from the outbox at once',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    registers,
  });
  const signals = new Counter({
    name: 'kiemdiem_relay_signals_total',
    help: 'Cases told, by outcome: SIGNALLED, CLOSED (nobody to tell), FAILED (told again)',
    labelNames: ['outcome'],
    registers,
  });
  const waited = new Histogram({
    name: 'kiemdiem_relay_wait_seconds',
    help: 'Time from recording a change to claiming it; up to a second is gathering',
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 1.5, 2, 5, 10, 30, 60, 300],
    registers,
  });
  return {
    claimed: (cases) => batches.observe(cases),
    told: (outcome, oldestMs) => {
      signals.inc({ outcome });
      if (outcome === 'SIGNALLED') waited.observe(oldestMs / 1_000);
    },
  };
}
