import type { MemoryStore } from './memory-store.js';
import { compare, openingsAndClosings, type Difference } from './openings.js';
import { Run } from './workflow-run.js';
import type { WorkflowServer } from './workflow-server.js';

/**
 * Starts every open case anew after each prefix of what has happened, and tells where its openings and closings differ;
 * with FIRST it stops where they do.
 */
export async function differences(
  server: WorkflowServer,
  happened: MemoryStore,
  wanted: 'ALL' | 'FIRST' = 'ALL',
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  const prefixes = happened.transactions.map((_, index) => index + 1);
  const work = async (): Promise<void> => {
    while (prefixes.length > 0 && !(wanted === 'FIRST' && found.length > 0)) {
      const prefix = prefixes.shift() ?? 0;
      const difference = compare(happened.transactions, prefix, await doneAfter(server, happened, prefix));
      if (difference !== undefined) found.push(difference);
    }
  };
  await Promise.all(Array.from({ length: 12 }, work));
  return found.sort((left, right) => left.prefix - right.prefix);
}

async function doneAfter(server: WorkflowServer, happened: MemoryStore, prefix: number): Promise<readonly string[]> {
  const run = new Run(server, happened.prefix(prefix));
  await run.sweep();
  return openingsAndClosings(run.store.transactions.slice(prefix));
}
