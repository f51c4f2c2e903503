import type { Transaction } from './memory-store.js';

/** Where workflows started anew after so many transactions do otherwise than was done. */
export interface Difference {
  readonly prefix: number;
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}

/** Compares what is done after a prefix with what the procedure did before people (or a clock) did anything further. */
export function compare(
  transactions: readonly Transaction[],
  prefix: number,
  done: readonly string[],
): Difference | undefined {
  const due = dueAfter(transactions, prefix);
  const missing = due.filter((each) => !done.includes(each));
  const surplus = done.filter((each, index) => !due.includes(each) || done.indexOf(each) !== index);
  return missing.length + surplus.length > 0 ? { prefix, missing, surplus } : undefined;
}

function dueAfter(transactions: readonly Transaction[], prefix: number): readonly string[] {
  const rest = transactions.slice(prefix);
  const others = rest.findIndex((each) => openingOrClosing(each) === null);
  return openingsAndClosings(others < 0 ? rest : rest.slice(0, others));
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
