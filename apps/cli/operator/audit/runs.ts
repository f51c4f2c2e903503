import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { CaseKind } from '../../../../libs/domain/ids.js';
import { TASK_QUEUE, WORKFLOW_OF } from '../../../../libs/domain/ports.js';
import { openPool } from '../../../../libs/store/pool.js';
import { read, type Pooled } from '../../../../libs/store/read.js';
import type { Finding } from './findings.js';
import { lastLook } from './last-look.js';
import { stateOfRun } from './run-state.js';
import { connected } from './temporal.js';

export interface RunsVerdict {
  readonly reached: boolean;
  readonly runs: number;
  readonly findings: readonly Finding[];
  readonly lines: readonly string[];
}

interface CaseRow {
  readonly id: string;
  readonly kind: CaseKind;
  readonly version: number;
  readonly closed: boolean;
}

type Cases = ReadonlyMap<string, CaseRow>;

// What has only just been opened or closed is told within seconds.
const SETTLES_MS = 10_000;

/** Compares the cases with the workflows that run: each open case has one, which has seen no more than the store has. */
export async function checkRuns(url: string): Promise<RunsVerdict> {
  const temporal = await connected();
  if ('why' in temporal) return notReached(temporal.why);
  const pool = openPool({ url, applicationName: 'kiemdiem audit', size: 1 });
  const { client } = temporal;
  try {
    const running = await runningCases(client);
    const findings: Finding[] = [];
    for (const id of await suspects({ pool }, client, running)) {
      const row = (await cases({ pool })).get(id);
      const finding = await judge(client, id, row);
      if (finding !== null) findings.push(finding);
    }
    const ahead = await runsAhead({ pool }, client, running);
    const lines = [`  ${running.size} quy trình đang chạy đã đối chiếu (running workflows compared)`];
    return { reached: true, runs: running.size, findings: [...findings, ...ahead], lines };
  } finally {
    await Promise.all([pool.end(), temporal.close()]);
  }
}

async function cases(store: Pooled): Promise<Cases> {
  const text = "SELECT id, kind, version, closed FROM review_case WHERE kind <> 'REGISTRY' AND opened";
  return new Map((await read<CaseRow>(store, { text })).map((row) => [row.id, row]));
}

async function runningCases(client: Client): Promise<ReadonlySet<string>> {
  const types = Object.values(WORKFLOW_OF).map((type) => `'${type}'`);
  const query = `TaskQueue = '${TASK_QUEUE}' AND ExecutionStatus = 'Running' AND WorkflowType IN (${types.join(', ')})`;
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query })) ids.add(workflowId);
  return ids;
}

/** Cases whose run is not as it should be, and are so still after a while: lists of runs come late. */
async function suspects(store: Pooled, client: Client, first: ReadonlySet<string>): Promise<readonly string[]> {
  const until = Date.now() + SETTLES_MS;
  for (let running = first; ; running = await runningCases(client)) {
    const rows = await cases(store);
    const unserved = [...rows.values()].filter(({ id, closed }) => !closed && !running.has(id)).map(({ id }) => id);
    const idle = [...running].filter((id) => rows.get(id)?.closed !== false);
    const found = [...unserved, ...idle];
    if (found.length === 0 || Date.now() > until) return found;
    await sleep(1_000);
  }
}

/** Asks for the one run itself, since the list may be behind. */
async function judge(client: Client, id: string, row: CaseRow | undefined): Promise<Finding | null> {
  const state = await stateOfRun(client, id);
  if (row === undefined) return state === 'RUNNING' ? { code: 'RUN_WITHOUT_CASE', case: id } : null;
  if (row.closed) return state === 'RUNNING' ? { code: 'RUN_OF_CLOSED_CASE', case: id } : null;
  if (state === 'RUNNING') return null;
  if (state === 'NONE') return { code: 'RUN_MISSING', case: id };
  const at = { case: id, version: row.version };
  return state === 'STORE_IS_OLDER' ? { code: 'RUN_AHEAD', ...at } : { code: 'RUN_FAILED', ...at, status: state };
}

const AT_ONCE = 8;

/** Reads how much every run has seen; the store is read after, so that it can only be ahead. */
async function runsAhead(store: Pooled, client: Client, running: ReadonlySet<string>): Promise<readonly Finding[]> {
  const seen = new Map<string, number>();
  const left = [...running];
  const follow = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop())
      seen.set(id, (await lastLook(client, id))?.version ?? 0);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, follow));
  const rows = await cases(store);
  return [...seen].flatMap(([id, version]): readonly Finding[] => {
    const stored = rows.get(id)?.version ?? 0;
    return rows.has(id) && version > stored ? [{ code: 'RUN_AHEAD', case: id, version: stored, seen: version }] : [];
  });
}

function notReached(why: string): RunsVerdict {
  const lines = [
    `! Chưa đối chiếu quy trình đang chạy: ${why}`,
    '  running workflows were not compared: Temporal was not reached',
  ];
  return { reached: false, runs: 0, findings: [], lines };
}
