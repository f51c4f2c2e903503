import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { load } from '../load.mjs';
import { start, stop } from '../processes.mjs';

const STEPS = ['SELF_ASSESSED', 'VOTED', 'PROPOSED', 'DECIDED'];

/** A year of so many members on plain Temporal; gives seconds and decisions per second. */
export async function plainTemporalYear({ databases, root, members, clients }) {
  const worker = await start(`${root}/test/bench/rivals/plain-temporal.worker.mjs`, {
    BENCH_DATABASE_URL: databases.superuser,
  });
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
  const client = new Client({ connection });
  const run = randomUUID();
  try {
    const jobs = Array.from({ length: members }, (_, index) => `plain-${run}-${index}`);
    const { seconds } = await load(jobs, clients, async (workflowId) => {
      const handle = await client.workflow.start('memberReview', {
        workflowId,
        taskQueue: 'plain-temporal',
        args: [workflowId],
      });
      for (const step of STEPS) await handle.executeUpdate('act', { args: [step] });
    });
    return { seconds, rate: (members * STEPS.length) / seconds };
  } finally {
    await connection.close();
    await stop(worker);
  }
}
