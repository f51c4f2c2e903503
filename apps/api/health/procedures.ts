import type { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../../libs/domain/ports.js';

/** What Temporal's list knows of the procedures. The list lags by moments, so nothing but alarms is read from it. */
export interface Procedures {
  readonly running: number;
  /** Whose workflow task has failed several times in a row: a bug, or a worker that is too old. */
  readonly failing: number;
  /** Runs that failed within the last day: bugs, forged starts, and the next. */
  readonly failed: number;
  /** Of those, runs that had seen a newer state of their case than the store has: the store was restored. */
  readonly aheadOfStore: number;
}

const DAY_MS = 86_400_000;
const EXAMINED = 20;

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
  const causes = failed === 0 ? [] : await causesOf(connection, namespace, failedLately);
  return { running, failing, failed, aheadOfStore: causes.filter((cause) => cause === 'STORE_IS_OLDER').length };
}

/** Why the last runs failed: the type of the failure in their last event. */
async function causesOf(
  { workflowService }: Connection,
  namespace: string,
  query: string,
): Promise<readonly (string | null | undefined)[]> {
  const { executions } = await workflowService.listWorkflowExecutions({ namespace, query, pageSize: EXAMINED });
  return Promise.all(
    (executions ?? []).map(async ({ execution }) => {
      const request = { namespace, execution: execution ?? null, maximumPageSize: 1 };
      const { history } = await workflowService.getWorkflowExecutionHistoryReverse(request);
      const failure = history?.events?.[0]?.workflowExecutionFailedEventAttributes?.failure;
      return failure?.applicationFailureInfo?.type;
    }),
  );
}
