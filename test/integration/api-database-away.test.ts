import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { databaseProxy, type DatabaseProxy } from '../support/api-proxy.js';
import { testApi, type TestApi } from '../support/api.js';
import { importRows, openYear, selfAssessment, type Year } from '../support/api-year.js';

let proxy: DatabaseProxy;
let api: TestApi;
let year: Year;

beforeAll(async () => {
  proxy = await databaseProxy(process.env['TEST_DATABASE_URL'] ?? '');
  api = await testApi({ databaseUrl: throughProxy });
  year = await importRows(api);
  await openYear(api, year);
});
afterAll(async () => {
  proxy.mend();
  await api.end();
  await proxy.end();
});

function throughProxy(url: string): string {
  const through = new URL(url);
  through.port = new URL(proxy.url).port;
  through.hostname = '127.0.0.1';
  return through.href;
}

test('with PostgreSQL away it answers 503, stays up, and does the same command once when it is back', async () => {
  const path = '/api/v1/cycles/2018/organisations/ban/self-assessments';
  const member = year.ids['B'] ?? '';
  const sending = { token: year.tokens['B'] ?? '', key: randomUUID(), body: selfAssessment(member) };
  proxy.cut();
  const away = await Promise.all(Array.from({ length: 5 }, () => api.send('POST', path, sending)));
  for (const { status, body, headers } of away) {
    expect([status, body.code]).toEqual([503, 'DATABASE_AWAY']);
    expect(headers.get('retry-after')).toBe('2');
  }
  const reads = ['/api/v1/me', '/api/v1/work-items', '/api/v1/cycles/2018/status', '/api/v1/reports/2018'];
  for (const read of reads) expect((await api.send('GET', read, { token: sending.token })).status).toBe(503);
  expect((await api.send('GET', '/health/live')).status).toBe(200);
  expect((await api.send('GET', '/health/ready')).body).toMatchObject({ status: 'NOT_READY', database: 'AWAY' });
  expect((await api.send('GET', '/')).body).toContain('không trả lời');

  proxy.mend();
  const back = await Promise.all(Array.from({ length: 3 }, () => api.send('POST', path, sending)));
  expect(back.map(({ status }) => status)).toEqual([200, 200, 200]);
  const handedIn = await api.store.database.query(
    "SELECT FROM event WHERE stream_id = $1 AND type = 'SelfAssessmentSubmitted'",
    [`member-review/2018/${member}`],
  );
  expect(handedIn).toHaveLength(1);
});
