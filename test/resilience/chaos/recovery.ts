import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { CASE_CHANGED } from '../../../libs/domain/ports.js';
import type { Sight } from './sight.js';

/** Seconds from the end of a fault until a part of the system worked again; null when it did not in time. */
export interface Recovery {
  /** The API says that it is ready. */
  readonly api: number | null;
  /** Something that a person sends is recorded. */
  readonly write: number | null;
  /** A worker takes in what the run of an open case is told, and nothing urgent waits to be told. */
  readonly procedure: number | null;
}

export interface Writer {
  readonly token: string;
  readonly organisation: string;
}

const EVERY_MS = 100;
const SERVED_WITHIN_MS = 5_000;

/** Tries everything again and again until it works. */
export async function untilRecovered(sight: Sight, writer: Writer, from: number, within: number): Promise<Recovery> {
  const until = from + within * 1_000;
  const works = async (attempt: () => Promise<boolean>): Promise<number | null> => {
    while (Date.now() < until) {
      if (await attempt().catch(() => false)) return Math.max(0, Date.now() - from) / 1_000;
      await sleep(EVERY_MS);
    }
    return null;
  };
  const [api, write, procedure] = await Promise.all([
    works(async () => (await sight.health()).status === 'READY'),
    works(() => writes(sight, writer)),
    works(() => proceeds(sight)),
  ]);
  return { api, write, procedure };
}

/** The slowest part, or null when one did not recover. */
export function slowest({ api, write, procedure }: Recovery): number | null {
  return api === null || write === null || procedure === null ? null : Math.max(api, write, procedure);
}

async function writes({ machine }: Sight, { token, organisation }: Writer): Promise<boolean> {
  const answer = await fetch(`${machine.apiUrl}/api/v1/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ subject: organisation, text: 'Thử ghi', contentType: 'text/plain' }),
    signal: AbortSignal.timeout(5_000),
  });
  await answer.arrayBuffer();
  return answer.ok;
}

async function proceeds({ openCases, temporal, health, query }: Sight): Promise<boolean> {
  const [caseId] = await openCases();
  if (caseId !== undefined && !(await isServed(temporal, caseId))) return false;
  const untold = await query(UNTOLD);
  return untold.length === 0 && (await health()).temporal === 'UP';
}

/** A worker must run the workflow to take a signal in. */
async function isServed({ workflow }: Client, caseId: string): Promise<boolean> {
  const handle = workflow.getHandle(caseId);
  await handle.signal(CASE_CHANGED);
  for (const until = Date.now() + SERVED_WITHIN_MS; Date.now() < until; await sleep(EVERY_MS)) {
    const { raw } = await handle.describe();
    if (!raw.pendingWorkflowTask) return true;
  }
  return false;
}

// What is not urgent is gathered for a while.
const UNTOLD = `SELECT FROM outbox WHERE urgent AND at < clock_timestamp() - interval '3 seconds' LIMIT 1`;
