import { Gauge } from 'prom-client';
import type { Metrics } from '../../../libs/metrics/registry.js';
import type { Alarm, Health } from '../health/health.schema.js';

/** Names of the alarms as metrics; milliseconds become seconds. */
const ALARMS: Readonly<Record<Alarm['alarm'], readonly [name: string, help: string, divisor?: number]>> = {
  OUTBOX_OLD: ['kiemdiem_outbox_oldest_age_seconds', 'Age of the oldest change that no workflow was told of', 1_000],
  CASES_WITHOUT_RUN: [
    'kiemdiem_cases_without_run',
    'Open cases that no workflow runs for and no relay is about to start',
  ],
  CASES_UNSEEN: ['kiemdiem_cases_unseen', 'Open cases that no workflow has looked at for fifteen minutes'],
  WORKFLOW_TASKS_FAILING: ['kiemdiem_workflows_failing', 'Workflows whose task has failed several times in a row'],
  STORE_OLDER_THAN_SEEN: [
    'kiemdiem_runs_ahead_of_store',
    'Cases whose procedure had seen more than the store has, and that wait for an operator',
  ],
  RUNS_FAILED: ['kiemdiem_runs_failed', 'Runs that failed within the last day'],
  CHECKPOINT_OLD: ['kiemdiem_checkpoint_age_seconds', 'Age of the newest signed checkpoint', 1_000],
};

/** Takes over the alarms and the state of the parts; what is not known has no sample. */
export function healthMetrics(metrics: Metrics): (health: Health) => void {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [metrics] });
  const alarms = Object.entries(ALARMS).map(
    ([alarm, [name, help, divisor = 1]]) => [alarm, gauge(name, help), divisor] as const,
  );
  const part = gauge('kiemdiem_part_up', '1 while the part answers', ['part']);
  const rows = gauge('kiemdiem_outbox_rows', 'Changes that no workflow was told of yet');
  const open = gauge('kiemdiem_open_cases', 'Cases that are open');
  const running = gauge('kiemdiem_running_workflows', 'Procedures that run, as Temporal lists them');
  return (health) => {
    part.set({ part: 'database' }, health.database === 'UP' ? 1 : 0);
    part.set({ part: 'schema' }, health.schema === 'CURRENT' ? 1 : 0);
    if (health.temporal !== 'NOT_CONFIGURED') part.set({ part: 'temporal' }, health.temporal === 'UP' ? 1 : 0);
    show(rows, health.outboxRows);
    show(open, health.openCases);
    show(running, health.runningWorkflows);
    for (const [alarm, of, divisor] of alarms) {
      const value = health.alarms.find((one) => one.alarm === alarm)?.value ?? null;
      show(of, value === null ? null : value / divisor);
    }
  };
}

function show(gauge: Gauge, value: number | null): void {
  if (value === null) gauge.remove();
  else gauge.set(value);
}
