import { Counter, Histogram } from 'prom-client';
import type { ObserveCommand } from '../store/observe.js';
import type { Metrics } from './registry.js';

// From a single round trip to the statement timeout of the pool.
const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** Counts what came of every command and how long it took. Types and codes are few and fixed: no label names anybody. */
export function measureCommands(metrics: Metrics): ObserveCommand {
  const registers = [metrics];
  const outcomes = new Counter({
    name: 'kiemdiem_commands_total',
    help: 'Commands by type and outcome: ACCEPTED, REPLAYED, FAILED or the code of the refusal',
    labelNames: ['command', 'code'],
    registers,
  });
  const seconds = new Histogram({
    name: 'kiemdiem_command_seconds',
    help: 'Time from asking the store to its answer, waiting for the case included',
    labelNames: ['command'],
    buckets: SECONDS,
    registers,
  });
  const queued = new Histogram({
    name: 'kiemdiem_command_queue_seconds',
    help: 'Time that a command waited for others of its case in this process',
    buckets: SECONDS,
    registers,
  });
  return ({ command, code, totalMs, queuedMs }) => {
    outcomes.inc({ command, code });
    seconds.observe({ command }, totalMs / 1_000);
    queued.observe(queuedMs / 1_000);
  };
}
