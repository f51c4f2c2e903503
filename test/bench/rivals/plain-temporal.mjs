import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { load } from '../load.mjs';
import { createDatabase } from '../databases.mjs';
import { createNamespace } from '../namespaces.mjs';
import { start, stop } from '../processes.mjs';

const CLIENTS = 32;
const ACTS = ['SELF_ASSESSED', 'VOTED', 'PROPOSED', 'DECIDED'];

/** Plain Temporal as a rival: one workflow per member, each act a validated Update that writes one row. */
export async function startPlainTemporal(bench) {
  const namespace = await createNamespace();
  const worker = await start(`${bench.root}/test/bench/rivals/plain-temporal.worker.mjs`, {
    BENCH_DATABASE_URL: (await createDatabase()).superuser,
    TEMPORAL_NAMESPACE: namespace,
  });
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
  const client = new Client({ connection, namespace });
  const live = async (acts) => {
    const args = [Array.from({ length: acts }, (_, index) => ACTS[index] ?? `FURTHER_${index}`)];
    const workflowId = `plain-${randomUUID()}`;
    const handle = await client.workflow.start('memberReview', { workflowId, taskQueue: 'plain-temporal', args });
    for (const act of args[0]) await handle.executeUpdate('act', { args: [act] });
  };
  return {
    namespace,
    groups: { rival: worker.pid, ...bench.servers },
    /** So many members, so many acts in all, shared out evenly; gives seconds and acts per second. */
    async run({ members, acts = members * ACTS.length, clients = CLIENTS }) {
      const jobs = Array.from(
        { length: members },
        (_, index) => Math.floor(((index + 1) * acts) / members) - Math.floor((index * acts) / members),
      );
      const { seconds } = await load(jobs, clients, live);
      return { acts, seconds, rate: acts / seconds };
    },
    async stop() {
      await connection.close();
      await stop(worker);
    },
  };
}
