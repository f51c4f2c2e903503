import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { balancer, type Balancer } from '../../support/balancer.js';
import { total } from '../../support/exposition.js';
import { live } from '../scenarios/live.js';
import { startStack, type Stack } from '../scenarios/stack.js';

let stack: Stack;
let front: Balancer;
let urls: readonly string[];

beforeAll(async () => {
  stack = await startStack();
  urls = [...(await Promise.all([stack.another('api'), stack.another('worker')])), stack.url, stack.workerUrl];
  front = await balancer([stack.url, urls[0] ?? '']);
}, 90_000);
afterAll(async () => {
  await front.end();
  await stack.stop();
});

it('hai API và hai worker trên một cơ sở dữ liệu: đúng con số, không việc gì làm hai lần', async () => {
  const crash = sleep(3_000).then(() => stack.crash('worker'));
  const [{ met }] = await Promise.all([live({ ...stack, url: front.url }, 'xa-mau.yaml'), crash]);
  expect(met).toBe(true);

  const [api, worker, firstApi, firstWorker] = await Promise.all(
    urls.map(async (url) => (await fetch(`${url}/metrics`)).text()),
  );
  for (const page of [api, firstApi]) expect(total(page ?? '', 'kiemdiem_commands_total')).toBeGreaterThan(5);
  for (const page of [worker, firstWorker]) {
    expect(total(page ?? '', 'kiemdiem_relay_signals_total', { outcome: 'SIGNALLED' })).toBeGreaterThan(0);
  }

  const twice = await stack.database.query(`
    SELECT stream_id, type FROM event WHERE type IN ('ClassDecided', 'CaseOpened', 'CaseClosed') GROUP BY 1, 2, data ->> 'case'
    HAVING count(*) > 1
    UNION ALL
    SELECT case_id, type FROM event WHERE type IN ('StepOpened', 'StepClosed')
    GROUP BY case_id, type, data ->> 'step', data ->> 'pass' HAVING count(*) > 1`);
  expect(twice).toEqual([]);
  await expect(stack.cli('audit', 'verify')).resolves.toBeDefined();
}, 180_000);
