import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import { WORKFLOW_OF } from '../libs/domain/ports.js';
import { Case } from './case.js';
import { activities } from './summarised-activities.js';

/**
 * Looks at a case for the first time in this run. Whoever reaches Temporal's port may start any procedure on any case:
 * only the case's own goes on.
 */
export async function openCase(caseId: string): Promise<Case> {
  const opened = new Case(caseId, await activities.look(caseId));
  const { workflowType } = workflowInfo();
  if (workflowType === WORKFLOW_OF[opened.view.kind]) return opened;
  throw ApplicationFailure.nonRetryable(`${workflowType} is no procedure of ${caseId}`, 'WRONG_PROCEDURE');
}
