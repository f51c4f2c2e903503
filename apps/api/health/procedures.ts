import type { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../../libs/domain/ports.js';

/** What Temporal's list knows of the procedures. The list lags by moments, so nothing but alarms is read from it. */
export interface Procedures {
  readonly running: number;
  /** Whose workflow task has failed several times in a row: a bug, or a worker that is too old. */
  readonly failing: number;
  /** Runs that failed within the last day: bugs, forged starts, runs ahead of the store. */
  readonly failed: number;
}

const DAY_MS = 86_400_000;

/** Counts the procedures of a namespace. */
export async function countProcedures(connection: Connection, namespace: string): Promise<Procedures> {
  const ours = `TaskQueue = '${TASK_QUEUE}'`;
  const failedLately = `${ours} AND ExecutionStatus = 'Failed' AND CloseTime > '${new Date(Date.now() - DAY_MS).toISOString()}'`;
  const count = async (query: string): Promise<number> =>
    Number((await connection.workflowService.countWorkflowExecutions({ namespace, query })).count);
  const [running, failing, failed] = await Promise.all([
    count(`${ours} AND ExecutionStatus = 'Running'`),
    count(`${ours} AND ExecutionStatus = 'Running' AND TemporalReportedProblems IS NOT NULL`),
    count(failedLately),
  ]);
  return { running, failing, failed };
}
