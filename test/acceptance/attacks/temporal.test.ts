import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { testStoreOn, type LivingStore } from './living-store.js';

let living: LivingStore;
let client: Client;
let connection: Connection;

beforeAll(async () => {
  living = await testStoreOn();
  connection = await Connection.connect({ address: living.address });
  client = new Client({ connection, namespace: living.namespace });
}, 120_000);
afterAll(async () => {
  await connection.close();
  await living.end();
});

const CASE = 'cell/2018/ban';

/** What was said about people; the procedure's own openings and closings apart. */
const facts = () =>
  living.query(`SELECT count(*)::int AS n FROM event WHERE actor <> 'procedure' AND type NOT LIKE 'Cycle%'`);
const steps = () =>
  living.query(
    `SELECT stream_id || ' ' || type || ' ' || coalesce(data->>'step', '') || ' ' || coalesce(data->>'pass', '') AS step
     FROM event WHERE actor = 'procedure' AND stream_id LIKE 'procedure/%' ORDER BY 1`,
  );

async function until<Value>(ask: () => Promise<Value>, good: (value: Value) => boolean): Promise<Value> {
  for (let left = 200; ; left -= 1) {
    const value = await ask();
    if (good(value) || left === 0) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const running = async (id: string): Promise<string | null> => {
  try {
    const { status, runId } = await client.workflow.getHandle(id).describe();
    return status.name === 'RUNNING' ? runId : null;
  } catch {
    return null;
  }
};

describe('A16 kẻ nào vào được cổng của Temporal', () => {
  test('A16 tín hiệu giả, có và không có nội dung, tên lạ: không một sự kiện nào', async () => {
    await until(
      () => running(CASE),
      (run) => run !== null,
    );
    const before = [await facts(), await steps()];
    const handle = client.workflow.getHandle(CASE);
    const forged = { type: 'ClassDecided', class: 'EXCELLENT', subject: 1, outcome: { decided: [1, 2, 3] } };
    for (let round = 0; round < 20; round += 1) {
      await handle.signal('caseChanged', forged);
      await handle.signal('caseChanged');
      await handle.signal('closeStep', forged);
      await handle.signal('__proto__', 'x'.repeat(10_000));
    }
    await expect(handle.executeUpdate('decide', { args: [forged] })).rejects.toThrow();
    await handle.query('view');
    expect([await facts(), await steps()]).toEqual(before);
  });

  test('A16 quy trình giả: hồ sơ không có, hồ sơ của người khác, đầu vào lạ: không một sự kiện nào', async () => {
    const before = [await facts(), await steps()];
    const start = (workflowType: string, workflowId: string, input: unknown) =>
      client.workflow.start(workflowType, {
        workflowId,
        taskQueue: 'kiemdiem',
        args: [input],
        workflowRunTimeout: '20s',
      });
    const forged = [
      await start('cellReview', 'cell/2018/khong-co', { caseId: 'cell/2018/khong-co' }),
      // A second hand on a case that has one already.
      await start('cellReview', 'forged', { caseId: CASE, outcome: { decided: [1, 2, 3] } }),
      await start('reviewCycle', 'forged-cycle', { caseId: CASE }),
      await start('cellReview', 'forged-input', null),
    ];
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    for (const handle of forged) await handle.terminate().catch(() => undefined);
    const after = await steps();
    expect(await facts()).toEqual(before[0]);
    const opened = after.map(({ step }) => String(step)).filter((step) => step.includes('StepOpened'));
    expect(new Set(opened).size).toBe(opened.length);
    expect(after).toEqual(before[1]);
  });

  test('A16 hủy và đặt lại: hồ sơ được mở lại, không bước nào mở hai lần, không sự kiện nào về người', async () => {
    const before = [await facts(), await steps()];
    const first = await until(
      () => running(CASE),
      (run) => run !== null,
    );
    await promisify(execFile)(process.env['TEMPORAL_CLI_PATH'] ?? 'temporal', [
      ...['workflow', 'reset', '--workflow-id', CASE, '--type', 'FirstWorkflowTask', '--reason', 'attack'],
      ...['--address', living.address, '--namespace', living.namespace],
    ]);
    const second = await until(
      () => running(CASE),
      (run) => run !== null && run !== first,
    );
    expect(second).not.toBe(first);
    await client.workflow.getHandle(CASE).terminate('attack');
    // Whatever happens next in the case starts it again; the sweeper does where nothing happens.
    await living.handIn();
    const third = await until(
      () => running(CASE),
      (run) => run !== null && run !== second,
    );
    expect(third).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const after = await steps();
    expect(after).toEqual(before[1]);
    expect(Number((await facts())[0]?.['n'])).toBe(Number((before[0] as { n: number }[])[0]?.n) + 1);
  });

  test('A16 tài khoản cơ sở dữ liệu của worker không ghi được gì về người', async () => {
    for (const type of ['ClassDecided', 'ListDecided', 'VotesCounted', 'ClassProposed', 'LineReturned', 'LinePutOff'])
      await expect(living.forgeAsWorker(type, 'procedure')).rejects.toThrow(/row-level security/);
    await expect(living.forgeAsWorker('SelfAssessmentSubmitted', 'someone')).rejects.toThrow(/row-level security/);
  });
});
