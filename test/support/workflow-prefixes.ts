import type { MemoryStore, Transaction } from './memory-store.js';
import { Run } from './workflow-run.js';
import type { WorkflowServer } from './workflow-server.js';

/** Where workflows started anew after so many transactions do otherwise than was done. */
export interface Difference {
  readonly prefix: number;
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}

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
      const [due, done] = [dueAfter(happened, prefix), await doneAfter(server, happened, prefix)];
      const missing = due.filter((each) => !done.includes(each));
      const surplus = done.filter((each, index) => !due.includes(each) || done.indexOf(each) !== index);
      if (missing.length + surplus.length > 0) found.push({ prefix, missing, surplus });
    }
  };
  await Promise.all(Array.from({ length: 12 }, work));
  return found.sort((left, right) => left.prefix - right.prefix);
}

/** What the procedure did before people (or a clock) did anything further. */
function dueAfter({ transactions }: MemoryStore, prefix: number): readonly string[] {
  const rest = transactions.slice(prefix);
  const others = rest.findIndex((each) => openingOrClosing(each) === null);
  return openingsAndClosings(others < 0 ? rest : rest.slice(0, others));
}

async function doneAfter(server: WorkflowServer, happened: MemoryStore, prefix: number): Promise<readonly string[]> {
  const run = new Run(server, happened.prefix(prefix));
  await run.sweep();
  return openingsAndClosings(run.store.transactions.slice(prefix));
}

/** The openings and closings among some transactions, in words by which two runs can be compared. */
export function openingsAndClosings(transactions: readonly Transaction[]): readonly string[] {
  return transactions.map(openingOrClosing).filter((each) => each !== null);
}

function openingOrClosing({ command }: Transaction): string | null {
  switch (command.type) {
    case 'openStep':
    case 'closeStep':
    case 'openCase':
    case 'settle':
    case 'closeCase':
      return JSON.stringify({ ...command, seenVersion: undefined });
    default:
      return null;
  }
}
