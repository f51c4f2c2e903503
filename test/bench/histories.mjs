import { Client, Connection } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { round } from './figure.mjs';

const SAMPLE = 200;

/** Workflows of a namespace, and events and bytes of their histories per workflow, by type; of a sample where many. */
export async function historiesOf(namespace) {
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
  try {
    const client = new Client({ connection, namespace });
    // Visibility follows the closings
    await sleep(1_000);
    const found = {};
    for await (const { type, workflowId, runId } of client.workflow.list()) {
      const of = (found[type] ??= { runs: 0, seen: 0, events: 0, bytes: 0 });
      of.runs += 1;
      if (of.seen >= SAMPLE) continue;
      const { historyLength, historySize } = await client.workflow.getHandle(workflowId, runId).describe();
      of.seen += 1;
      of.events += historyLength;
      of.bytes += historySize;
    }
    return Object.fromEntries(
      Object.entries(found).map(([type, { runs, seen, events, bytes }]) => [
        type,
        { runs, 'events each': round(events / seen), 'bytes each': round(bytes / seen) },
      ]),
    );
  } finally {
    await connection.close();
  }
}
