import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { live } from './live.js';
import { startStack, type Stack } from './stack.js';

describe('Máy chủ bị giết giữa chừng', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
  }, 60_000);
  afterAll(() => stack.stop());

  it('xã mẫu vẫn ra đúng con số, không việc gì làm hai lần', async () => {
    const crashes = (async () => {
      for (const app of ['api', 'worker', 'api'] as const) {
        await sleep(2_500);
        await stack.crash(app);
      }
    })();
    const [{ met }] = await Promise.all([live(stack, 'xa-mau.yaml'), crashes]);
    expect(met).toBe(true);
    const twice = await stack.database.query(
      `SELECT stream_id FROM event WHERE type = 'ClassDecided' GROUP BY 1 HAVING count(*) > 1`,
    );
    expect(twice).toEqual([]);
    await expect(stack.cli('audit', 'verify')).resolves.toBeDefined();
  }, 180_000);
});
