import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apart, isTold, timed } from '../../support/answer-times.js';
import { testApi, type Answer, type TestApi } from '../../support/api.js';
import { readOpenApi, type OpenApi, type Operation } from '../../support/openapi.js';
import { openScene, type Scene } from './callers.js';
import { requestFor } from './requests.js';

let api: TestApi;
let scene: Scene;
let openApi: OpenApi;
let outsiders: readonly string[];

beforeAll(async () => {
  api = await testApi();
  scene = await openScene(api);
  openApi = await readOpenApi(api);
  const tokens = await Promise.all(
    (['ngoai-secretary', 'no-post', 'just-ended'] as const).map((one) => scene.tokenOf(one)),
  );
  outsiders = tokens.flatMap((token) => token ?? []);
});
afterAll(() => api.end());

const NOBODY = '00000000-0000-4000-8000-000000000000';

const there = () => ({
  organisation: 'ban',
  member: scene.year.ids['B'] ?? '',
  document: scene.documents.ban,
  subject: scene.year.ids['B'] ?? '',
});
const nowhere = { organisation: 'khong-co', member: NOBODY, document: NOBODY, subject: NOBODY };

/** Routes that name something which may be there or not. */
const naming = (): readonly Operation[] =>
  openApi.operations.filter(
    ({ path, parameters }) =>
      /\{(organisation|member|id)\}/.test(path) ||
      path.endsWith('/documents') ||
      parameters.some(({ name }) => name === 'organisation'),
  );

async function ask(operation: Operation, about: ReturnType<typeof there>, token: string): Promise<Answer> {
  const { path, sending } = requestFor(openApi, operation, about);
  return api.send(operation.method, path, { ...sending, token });
}

describe('A1 cái có thật mà ngoài tầm với trả lời hệt như cái không có', () => {
  test('A1 cùng nội dung, cùng đầu đề, trên mọi đường dẫn', async () => {
    for (const operation of naming())
      for (const token of outsiders) {
        const [real, unreal] = [await ask(operation, there(), token), await ask(operation, nowhere, token)];
        expect([operation.route, shown(real)]).toEqual([operation.route, shown(unreal)]);
        expect([operation.route, real.status]).toEqual([operation.route, 404]);
      }
  });

  test('A1 một đợt của huyện khác cũng vậy', async () => {
    const [token = ''] = outsiders;
    for (const path of ['', '/status', '/preview', '/organisations/ban', '/organisations/ban/history']) {
      const real = await api.send('GET', `/api/v1/cycles/2018${path}`, { token });
      const unreal = await api.send('GET', `/api/v1/cycles/1999${path}`, { token });
      expect([path, real.status, shown(real)]).toEqual([path, 404, shown(unreal)]);
    }
    const body = { year: 2018, root: 'huyen', rulebook: 'rs-2018' };
    const taken = await api.send('POST', '/api/v1/cycles', { token, key: true, body: { cycle: '2018', ...body } });
    const free = await api.send('POST', '/api/v1/cycles', { token, key: true, body: { cycle: '1999', ...body } });
    expect([taken.status, shown(taken)]).toEqual([403, shown(free)]);
  });

  test('A1 thời gian trả lời không nói gì thêm', async () => {
    const [token = ''] = outsiders;
    const member = naming().find(({ route }) => route === 'GET /api/v1/cycles/{cycle}/members/{member}');
    const document = naming().find(({ route }) => route === 'GET /api/v1/documents/{id}');
    for (const operation of [member, document].flatMap((one) => one ?? [])) {
      const kinds = { real: () => ask(operation, there(), token), unreal: () => ask(operation, nowhere, token) };
      const found = apart(await timed(kinds, 150, Math.random), Math.random);
      expect([operation.route, found, isTold(found)]).toEqual([operation.route, found, false]);
    }
  }, 60_000);
});

describe('A1 đi ngược thời gian không thấy thêm gì', () => {
  test('A1 ?asOf= khi còn giữ chức, trước và sau khi mở đợt: ngoài tầm với vẫn là 404 như khi không có', async () => {
    const dated = openApi.operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'asOf'));
    expect(dated.length).toBeGreaterThan(4);
    const now = new Date().toISOString();
    for (const operation of dated)
      for (const token of outsiders)
        for (const instant of ['2012-01-01T00:00:00.000Z', now, '0001-01-01T00:00:00.000Z', '2018-12-31'])
          for (const about of [there(), nowhere]) {
            const { path } = requestFor(openApi, operation, about);
            const url = `${path}${path.includes('?') ? '&' : '?'}asOf=${encodeURIComponent(instant)}`;
            const { status, body } = await api.send('GET', url, { token });
            const told = JSON.stringify(body);
            const named = /\{|organisation=/.test(operation.path + path);
            expect([url, token.slice(0, 2), named ? [400, 404].includes(status) : status < 500]).toEqual([
              ...[url, token.slice(0, 2), true],
            ]);
            expect([url, /NOT_YET_RECORDED|"huyen"|"xa-ben"|"kia"/.test(told)]).toEqual([url, false]);
          }
  });

  test('A1 người đã thôi chức không đọc lại được hồ sơ của thời còn giữ chức', async () => {
    const token = (await scene.tokenOf('just-ended')) ?? '';
    const before = new Date(Date.now() - 1_000).toISOString();
    for (const path of ['organisations/ban', 'organisations/ban/history', `members/${scene.year.ids['B'] ?? ''}`])
      expect([path, (await api.send('GET', `/api/v1/cycles/2018/${path}?asOf=${before}`, { token })).status]).toEqual([
        path,
        404,
      ]);
  });
});

describe('A1 danh sách chỉ chứa những gì người hỏi được biết', () => {
  const LISTS = ['/api/v1/cycles', '/api/v1/work-items?limit=1000', '/api/v1/decision-sheet?cycle=2018', '/api/v1/me'];

  test('A1 người của huyện khác, hết quyền hay không chức vụ: không một tên, một mã nào của huyện này', async () => {
    const mine = [
      'huyen',
      'xa-ben',
      'ban',
      'kia',
      'tren',
      ...['A', 'B', 'D', 'K', 'R'].map((code) => scene.year.ids[code] ?? ''),
    ];
    for (const token of outsiders)
      for (const path of LISTS) {
        const { status, body } = await api.send('GET', path, { token });
        const found = mine.filter((word) => JSON.stringify(body).includes(`"${word}"`));
        expect([path, status, found]).toEqual([path, 200, []]);
      }
  });

  test('A1 bí thư chi bộ không thấy việc và phiếu của chi bộ bên cạnh', async () => {
    const token = (await scene.tokenOf('kia-secretary')) ?? '';
    for (const path of [...LISTS, '/api/v1/cycles/2018/status', '/api/v1/reports/2018']) {
      const { status, body } = await api.send('GET', path, { token });
      expect([path, status, JSON.stringify(body).includes('"ban"')]).toEqual([path, 200, false]);
    }
  });
});

/** All of an answer but what differs between any two. */
function shown({ status, headers, body }: Answer) {
  const own = new Set(['x-request-id', 'date']);
  const { instance: _, ...rest } = body;
  return { status, headers: [...headers].filter(([name]) => !own.has(name)), body: rest };
}
