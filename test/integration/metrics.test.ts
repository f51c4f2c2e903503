import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mayScrape } from '../../libs/metrics/may-scrape.js';
import type { TestApi } from '../support/api.js';
import { openedApi, selfAssessment, type Year } from '../support/api-year.js';
import { samples, total } from '../support/exposition.js';

let api: TestApi;
let year: Year;

beforeAll(async () => {
  ({ api, year } = await openedApi());
});
afterAll(() => api.end());

const page = async (): Promise<string> => (await api.send('GET', '/metrics')).body;

const ASSESSMENTS = '/api/v1/cycles/2018/organisations/ban/self-assessments';

test('requests are counted by pattern, commands by outcome, and nobody is named', async () => {
  const sending = { token: year.tokens['B'] ?? '', body: selfAssessment(year.ids['B'] ?? '') };
  const key = randomUUID();
  await api.send('POST', ASSESSMENTS, { ...sending, key });
  await api.send('POST', ASSESSMENTS, { ...sending, key });
  await api.send('POST', ASSESSMENTS, { ...sending, key: true });
  const shown = await page();

  const route = '/api/v1/cycles/:cycle/organisations/:organisation/self-assessments';
  expect(total(shown, 'kiemdiem_http_requests_total', { method: 'POST', route, status: '200' })).toBe(2);
  expect(total(shown, 'kiemdiem_http_request_seconds_count', { method: 'POST', route })).toBe(3);
  const outcomes = samples(shown).filter(
    ({ name, labels }) => name === 'kiemdiem_commands_total' && labels['command'] === 'submitSelfAssessments',
  );
  const counted = Object.fromEntries(outcomes.map(({ labels, value }) => [labels['code'], value]));
  expect(counted).toMatchObject({ ACCEPTED: 1, REPLAYED: 1 });
  expect(Object.values(counted)).toHaveLength(3);
  expect(total(shown, 'kiemdiem_command_queue_seconds_count')).toBeGreaterThanOrEqual(3);
  expect(total(shown, 'kiemdiem_pool_connections', { state: 'limit' })).toBe(10);
  expect(total(shown, 'process_cpu_seconds_total')).toBeGreaterThan(0);

  const secrets = [...Object.values(year.ids), ...Object.values(year.tokens), api.adminToken, 'Đảng viên', key];
  expect(secrets.filter((secret) => secret !== '' && shown.includes(secret))).toEqual([]);
});

test('whoever tries names that no route has adds no label', async () => {
  const count = async (): Promise<number> => new Set(samples(await page()).map(({ labels }) => labels['route'])).size;
  await api.send('GET', '/nothing-here');
  const before = await count();
  for (let tries = 0; tries < 20; tries += 1) await api.send('GET', `/nothing-here/${tries}`);
  await api.send('GET', '/api/v1/cycles/not-a-cycle-of-ours/status', { token: api.adminToken });
  expect(await count()).toBeLessThanOrEqual(before + 1);
});

test('an old outbox row raises its alarm in health and metrics; what cannot be known is left out', async () => {
  await api.store.database.query(
    `INSERT INTO outbox (case_id, urgent, at) VALUES ('cell/2018/ban', false, now() - interval '10 minutes')`,
  );
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const { body } = await api.send('GET', '/health/ready');
  const raised = body.alarms.filter((alarm: { raised: boolean }) => alarm.raised);
  expect(raised.map(({ alarm }: { alarm: string }) => alarm)).toEqual(['OUTBOX_OLD']);
  expect(body).toMatchObject({ status: 'READY', temporal: 'AWAY', runningWorkflows: null });
  expect(body.openCases).toBeGreaterThan(3);
  const shown = await page();
  expect(total(shown, 'kiemdiem_outbox_oldest_age_seconds')).toBeGreaterThanOrEqual(600);
  expect(total(shown, 'kiemdiem_part_up', { part: 'database' })).toBe(1);
  expect(total(shown, 'kiemdiem_part_up', { part: 'temporal' })).toBe(0);
  expect(total(shown, 'kiemdiem_cases_without_run')).toBeNull();
});

test('an alarm tells that nothing was signed for two days, and is over with the next checkpoint', async () => {
  const alarm = async (): Promise<{ readonly raised: boolean; readonly value: number; readonly limit: number }> => {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { body } = await api.send('GET', '/health/ready');
    return body.alarms.find((one: { alarm: string }) => one.alarm === 'CHECKPOINT_OLD');
  };
  const signed = (number: number, ago: string) =>
    api.store.database.query(
      `INSERT INTO checkpoint VALUES (${number}, now() - interval '${ago}', 'SCHEDULE', '', '', '')`,
    );
  expect((await alarm()).raised).toBe(false);
  await signed(1, '49 hours');
  expect(await alarm()).toMatchObject({ raised: true, limit: 2 * 86_400_000 });
  const age = total(await page(), 'kiemdiem_checkpoint_age_seconds');
  expect(age).toBeGreaterThan(172_800);
  await signed(2, '1 minute');
  expect((await alarm()).raised).toBe(false);
});

describe('who may read', () => {
  const token = 'a-token-of-more-than-twenty';

  test.each([
    ['this machine', '127.0.0.1', {}, null, true],
    ['this machine, IPv6', '::1', {}, null, true],
    ['this machine, mapped', '::ffff:127.0.0.1', {}, null, true],
    ['another machine', '10.1.2.3', {}, null, false],
    ['nobody knows who', undefined, {}, null, false],
    ['a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': '10.1.2.3' }, null, false],
    ['a forger of that header', '10.1.2.3', { 'x-forwarded-for': '127.0.0.1' }, null, false],
    ['anywhere with the token', '10.1.2.3', { authorization: `Bearer ${token}` }, token, true],
    ['this machine without the token', '127.0.0.1', {}, token, false],
    ['a part of the token', '127.0.0.1', { authorization: `Bearer ${token.slice(0, -1)}` }, token, false],
  ])('%s', (_, address, headers, expected, allowed) => {
    expect(mayScrape({ address, headers }, expected)).toBe(allowed);
  });

  test('what a proxy passes on is answered as if nothing were there', async () => {
    const answer = await api.send('GET', '/metrics', { headers: { 'x-forwarded-for': '10.1.2.3' } });
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
    expect((await api.send('GET', '/openapi.json')).body.paths['/metrics']).toBeUndefined();
  });
});
