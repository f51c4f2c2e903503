import { ApplicationFailure, WorkflowFailedError, WorkflowNotFoundError, type Client } from '@temporalio/client';

/** Of the newest run of a case: `RUNNING`, `NONE`, the type of the failure that ended it, or how else it ended. */
export async function stateOfRun(client: Client, id: string): Promise<string> {
  const handle = client.workflow.getHandle(id);
  try {
    const { status } = await handle.describe();
    if (status.name !== 'FAILED') return status.name;
    await handle.result();
    return status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'NONE';
    if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure)
      return error.cause.type ?? 'FAILED';
    throw error;
  }
}
