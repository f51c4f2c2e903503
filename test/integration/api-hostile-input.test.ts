import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestApi } from '../support/api.js';
import { openedApi, selfAssessment, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;
let routes: readonly { readonly method: string; readonly path: string }[];

beforeAll(async () => {
  ({ api, year } = await openedApi());
  const { body } = await api.send('GET', '/openapi.json');
  routes = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
});
afterAll(() => api.end());

const filled = (path: string, change: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const known: Readonly<Record<string, string>> = {
      cycle: '2018',
      organisation: 'xa',
      member: year.ids['B'] ?? '',
      ...change,
    };
    return encodeURIComponent(known[name] ?? '00000000-0000-4000-8000-000000000000');
  });

const BODIES = [
  'null',
  '[]',
  '{}',
  '"text"',
  '1',
  'true',
  '[[[[',
  '['.repeat(200_000),
  '{"lines":null}',
  '{"lines":[null]}',
  '{"lines":[[]]}',
  '{"lines":[{"member":{"$ne":1}}]}',
];

test('no body that is sent to any route is answered as a fault of the program', async () => {
  const token = year.tokens['huyen-secretary'] ?? '';
  for (const { method, path } of routes.filter((route) => route.method === 'POST')) {
    for (const sender of [token, api.adminToken]) {
      for (const body of BODIES) {
        const { status } = await api.send(method, filled(path), { token: sender, key: true, body });
        expect([path, body.slice(0, 40), status < 500]).toEqual([path, body.slice(0, 40), true]);
      }
    }
  }
});

const STRANGE = ["' OR 1=1 --", '\u0000', '../../etc/passwd', '%', '{}', '\u{1F600}', 'constructor', '__proto__'];

test('no path or query is, either', async () => {
  const token = year.tokens['huyen-secretary'] ?? '';
  for (const { method, path } of routes.filter((route) => route.method === 'GET')) {
    for (const strange of STRANGE) {
      const named = filled(path, { cycle: strange, organisation: strange, member: strange, id: strange });
      const asked = `${filled(path)}?cycle=${encodeURIComponent(strange)}&organisation=${encodeURIComponent(strange)}&limit=${encodeURIComponent(strange)}&after=${encodeURIComponent(strange)}&cursor=${encodeURIComponent(strange)}&limit=1`;
      for (const url of [named, asked])
        expect([url, (await api.send(method, url, { token })).status < 500]).toEqual([url, true]);
    }
  }
});

test('texts of any script and length stay one line of the answer', async () => {
  const token = year.tokens['A'] ?? '';
  const line = selfAssessment(year.ids['A'] ?? '').lines[0];
  const strange = { lines: [{ ...line, degrees: { ...line?.degrees, 'x\r\nSet-Cookie: a=b': 'D4' } }] };
  const { status, body, headers } = await api.send('POST', '/api/v1/cycles/2018/organisations/ban/self-assessments', {
    token,
    key: true,
    body: strange,
  });
  expect([status, body.code]).toEqual([400, 'INPUT_INVALID']);
  expect(headers.get('set-cookie')).toBeNull();
});

test('what the description forbids is refused: numbers that are no digits, a line’s end around a name', async () => {
  const token = year.tokens['huyen-secretary'] ?? '';
  for (const limit of ['', '0x10', '1e2', ' 10', '10.0', '+5', 'true', '0', '1001'])
    for (const path of ['/api/v1/work-items', '/api/v1/cycles/2018/organisations/ban/history']) {
      const { status } = await api.send('GET', `${path}?limit=${encodeURIComponent(limit)}`, { token });
      expect([path, limit, status]).toEqual([path, limit, 400]);
    }
  expect((await api.send('GET', '/api/v1/work-items?limit=1000', { token })).status).toBe(200);
  const named = (name: string) =>
    api.send('POST', '/api/v1/imports', {
      token: api.adminToken,
      body: { asOf: '2018-01-01', people: [{ code: 'ten', name }] },
    });
  for (const name of ['Tên\n', '\tTên', `Tên\r\n`]) expect([name, (await named(name)).status]).toEqual([name, 422]);
  expect((await named('  Tên  ')).status).toBe(200);
});
