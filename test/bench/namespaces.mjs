import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';

/** A namespace of its own on the server of TEMPORAL_ADDRESS: case ids repeat from one database to the next. */
export async function createNamespace() {
  const namespace = `bench-${randomUUID().slice(0, 8)}`;
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 },
    });
    await usable(new Client({ connection, namespace }));
    return namespace;
  } finally {
    await connection.close();
  }
}

/** The server's parts learn of a new namespace one after the other. */
async function usable(client) {
  for (let left = 100; ; left -= 1) {
    try {
      await client.workflow.count();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await sleep(100);
    }
  }
}
