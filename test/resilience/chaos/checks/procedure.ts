import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { unpackView } from '../../../../libs/domain/procedure/pack-view.js';
import { canonical } from '../../../../libs/store/append/chain.js';
import { isSame } from '../../../../libs/store/audit/is-same.js';
import { look } from '../../../../libs/store/look.js';
import type { Sight } from '../sight.js';
import { finding, type Finding } from './finding.js';

const PATIENCE_MS = 120_000;
/** A task that fails is tried again at once and then ever later. */
const ATTEMPTS = 1;

/** I6 and I7 once nobody acts: given a while, every run sees what is recorded, and nothing waits to be told. */
export async function checkProcedure(sight: Sight): Promise<readonly Finding[]> {
  const until = Date.now() + PATIENCE_MS;
  const untold = await patiently(until, () => waiting(sight));
  const runs = await patiently(until, () => differences(sight));
  const open = await sight.openCases();
  return [
    finding(
      'I6',
      {
        vi: 'mỗi hồ sơ đang mở có đúng một quy trình chạy, thấy đúng những gì đã ghi, không việc nào hỏng',
        en: 'each open case has exactly one running workflow that sees what is recorded; no failing tasks',
      },
      `${open.length} open cases`,
      runs,
    ),
    finding('I7', { vi: 'không thay đổi nào còn chờ được báo', en: 'no change waits to be told' }, 'outbox', untold),
  ];
}

async function patiently(until: number, look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  for (;;) {
    const broken = await look().catch((error: unknown) => [String(error)]);
    if (broken.length === 0 || Date.now() > until) return broken;
    await sleep(1_000);
  }
}

async function waiting({ query }: Sight): Promise<readonly string[]> {
  const rows = await query<{ told: string }>(
    `SELECT case_id || ' since ' || at AS told FROM outbox ORDER BY id LIMIT 5`,
  );
  return rows.map(({ told }) => told);
}

async function differences(sight: Sight): Promise<readonly string[]> {
  const open = await sight.openCases();
  const running = await runningCases(sight);
  const wrong = running.filter((id, at) => !open.includes(id) || running.indexOf(id) !== at).map((id) => `${id} runs`);
  const found: string[] = [];
  for (const caseId of open) {
    const difference = await differenceOf(sight, caseId);
    if (difference !== null) found.push(`${caseId}: ${difference}`);
  }
  return [...wrong, ...found];
}

async function runningCases({ temporal }: Sight): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of temporal.workflow.list({ query: "ExecutionStatus = 'Running'" }))
    ids.push(workflowId);
  return ids;
}

/** What the run of a case sees otherwise than it is recorded, or that it does not run; null when all is well. */
async function differenceOf({ temporal, store }: Sight, caseId: string): Promise<string | null> {
  const handle = temporal.workflow.getHandle(caseId);
  try {
    const { status, raw } = await handle.describe();
    if (status.name !== 'RUNNING') return `its run is ${status.name}`;
    const attempt = raw.pendingWorkflowTask?.attempt ?? 1;
    if (attempt > ATTEMPTS) return `its workflow task is tried for the ${attempt}th time`;
    // Asked only where workers run and nobody acts: docs/explanation/reliability.md, "A query while no worker runs".
    const [seen, recorded] = await Promise.all([handle.query<object>('view'), look(store, caseId)]);
    const parts = differingParts(seen, JSON.parse(JSON.stringify(unpackView(recorded.view))) as object);
    return parts.length === 0 ? null : `at version ${recorded.version} it sees other ${parts.join(', ')}`;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'it has no run';
    throw error;
  }
}

// The order of steps and submissions says nothing: it follows that of keys in a stored state.
function differingParts(seen: object, recorded: object): readonly string[] {
  const values = new Map(Object.entries(seen));
  return Object.entries(recorded).flatMap(([part, value]) =>
    isSame(sorted(values.get(part)), sorted(value))
      ? []
      : [`${part} (${JSON.stringify(values.get(part))} for ${JSON.stringify(value)})`.slice(0, 1_500)],
  );
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map((one) => canonical(one)).sort((a, b) => a.localeCompare(b)) : value;
}
