import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { parse } from 'yaml';
import { TASK_QUEUE } from '../../../libs/domain/ports.js';
import { ROWS } from '../../support/api-year.js';
import { samples, total } from '../../support/exposition.js';
import { temporalAddress } from '../../support/temporal.js';
import { startStack, type Stack } from '../scenarios/stack.js';

let stack: Stack;
let connection: Connection;
let client: Client;

beforeAll(async () => {
  stack = await startStack();
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection, namespace: stack.namespace });
}, 60_000);
afterAll(async () => {
  await connection.close();
  await stack.stop();
});

const text = async (url: string): Promise<string> => (await fetch(url)).text();

async function post(path: string, body: object, token = ''): Promise<ReturnType<typeof JSON.parse>> {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    authorization: `Bearer ${token}`,
  };
  const answer = await fetch(`${stack.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

async function raised(): Promise<readonly string[]> {
  const { alarms } = JSON.parse(await text(`${stack.url}/health/ready`));
  return alarms.filter((one: { raised: boolean }) => one.raised).map(({ alarm }: { alarm: string }) => alarm);
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); await sleep(300)) {
    if (Date.now() > end) throw new Error(`in a minute it did not come to: ${what}`);
  }
}

const untilRaised = (alarm: string): Promise<void> => until(async () => (await raised()).includes(alarm), alarm);

it('một đợt vừa mở không báo động gì; mọi số đo mà luật cảnh báo dùng đều có thật', async () => {
  const { token: admin } = await post('/setup', { token: stack.oneTimeToken, name: 'Quản trị' });
  await post('/imports', ROWS, admin);
  const { tokens } = await post('/tokens', { people: [{ code: 'huyen-secretary' }] }, admin);
  const secretary = tokens[0].token;
  await post('/cycles', { cycle: '2018', year: 2018, root: 'huyen', rulebook: 'rs-2018' }, secretary);
  await post('/cycles/2018/open', {}, secretary);
  await until(async () => {
    const [row] = await stack.database.query('SELECT count(DISTINCT case_id)::int AS cells FROM work_item');
    return row?.['cells'] === 3;
  }, 'every cell asks its members');
  await until(async () => (await raised()).length === 0, 'no alarm');
  expect(JSON.parse(await text(`${stack.workerUrl}/health`))).toEqual({ status: 'HEALTHY', worker: 'RUNNING' });

  const pages = [await text(`${stack.url}/metrics`), await text(`${stack.workerUrl}/metrics`)];
  expect(total(pages[0] ?? '', 'kiemdiem_open_cases')).toBe(total(pages[0] ?? '', 'kiemdiem_running_workflows'));
  const exposed = new Set(pages.flatMap(samples).map(({ name }) => name));
  const named = [...new Set(expressions().flatMap((expression) => expression.match(METRIC) ?? []))];
  expect(named.length).toBeGreaterThan(10);
  // A workflow counts it at its first fault and not before.
  expect(named.filter((name) => !exposed.has(name))).toEqual(['kiemdiem_orphaned_steps_total']);
}, 120_000);

const METRIC = /\b(?:kiemdiem|temporal|nodejs|process)_\w+/g;

function expressions(): readonly string[] {
  const { groups } = parse(readFileSync('docs/reference/alerts.yaml', 'utf8'));
  return groups.flatMap(({ rules }: { rules: { expr: string }[] }) => rules.map(({ expr }) => expr));
}

/** What an audit of all says, also when it ends with 1. */
async function audit(): Promise<ReturnType<typeof JSON.parse>> {
  const said = await stack.cli('audit', 'verify', '--json').catch((error: { stdout: string }) => error.stdout);
  return JSON.parse(said);
}

it('kiểm tra toàn bộ đối chiếu từng hồ sơ đang mở với quy trình đang chạy', async () => {
  const [row] = await stack.database.query(
    "SELECT count(*)::int AS open FROM review_case WHERE opened AND NOT closed AND kind <> 'REGISTRY'",
  );
  expect(await audit()).toMatchObject({ outcome: 'INTACT', temporal: { reached: true, runs: row?.['open'] } });
}, 60_000);

it('quy trình hỏng liên tục, khởi động giả mạo, và kho cũ hơn điều mà quy trình đã thấy đều báo động', async () => {
  const forged = { taskQueue: TASK_QUEUE, args: [{ caseId: 'cell/2018/none' }] };
  await client.workflow.start('noSuchProcedure', { ...forged, workflowId: 'forged' });
  await client.workflow.start('cellReview', { ...forged, workflowId: 'cell/2018/none' });
  await untilRaised('RUNS_FAILED');
  expect(await raised()).not.toContain('STORE_OLDER_THAN_SEEN');
  // As after a restore of the database alone: the case is back at an earlier version.
  await stack.database.query(`UPDATE review_case SET version = version - 1 WHERE id = 'cell/2018/ban'`);
  await stack.database.query(`INSERT INTO outbox (case_id, urgent) VALUES ('cell/2018/ban', true)`);
  await untilRaised('STORE_OLDER_THAN_SEEN');
  await untilRaised('WORKFLOW_TASKS_FAILING');
  // In the count a forged run would make up for the one that is missing.
  await client.workflow.getHandle('forged').terminate('forged');
  await untilRaised('CASES_WITHOUT_RUN');
  expect(total(await text(`${stack.url}/metrics`), 'kiemdiem_runs_ahead_of_store')).toBe(1);
}, 200_000);

it('kiểm tra toàn bộ cũng nêu từng điều ấy, và quy trình không có hồ sơ hay của hồ sơ đã đóng', async () => {
  const later = { taskQueue: TASK_QUEUE, startDelay: '1 hour', args: [{ caseId: 'cell/2018/nobody' }] };
  await client.workflow.start('cellReview', { ...later, workflowId: 'cell/2018/nobody' });
  await stack.database.query("UPDATE review_case SET closed = true WHERE id = 'cycle/2018'");
  // Else the sweeper would start it anew within ten seconds: somebody else seems to be about to tell it.
  await stack.database.query(
    "INSERT INTO outbox (case_id, urgent, claimed_until) VALUES ('cell/2018/kia', false, 'infinity')",
  );
  await client.workflow.getHandle('cell/2018/kia').terminate('by hand');
  const { outcome, findings } = await audit();
  expect(outcome).toBe('DIFFERENT');
  expect(findings).toEqual(
    expect.arrayContaining([
      { code: 'RUN_WITHOUT_CASE', case: 'cell/2018/nobody' },
      { code: 'RUN_OF_CLOSED_CASE', case: 'cycle/2018' },
      expect.objectContaining({ code: 'RUN_FAILED', case: 'cell/2018/kia', status: 'TERMINATED' }),
      expect.objectContaining({ code: 'RUN_AHEAD', case: 'cell/2018/ban' }),
    ]),
  );
}, 60_000);

it('quy trình đã thấy nhiều hơn kho thì kiểm tra vẫn nói ra khi không bộ xử lý nào chạy', async () => {
  await stack.halt();
  const root = 'committee/2018/huyen';
  const [row] = await stack.database.query(
    `UPDATE review_case SET version = version - 1 WHERE id = '${root}' RETURNING version`,
  );
  const version = Number(row?.['version']);
  const { findings } = await audit();
  expect(findings).toContainEqual({ code: 'RUN_AHEAD', case: root, version, seen: version + 1 });
}, 60_000);
