import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BAN } from '../support/api-list.js';
import type { TestApi } from '../support/api.js';
import { openedApi, selfAssessment, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;

beforeAll(async () => {
  ({ api, year } = await openedApi());
});
afterAll(() => api.end());

const token = (code: string): string => year.tokens[code] ?? '';
const id = (code: string): string => year.ids[code] ?? '';
const get = (path: string, code: string, headers = {}) => api.send('GET', path, { token: token(code), headers });

describe('reading', () => {
  test('a review again with its tag answers 304 until something happens in its case', async () => {
    const path = `/api/v1/cycles/2018/members/${id('B')}`;
    const first = await get(path, 'B');
    const tag = first.headers.get('etag') ?? '';
    expect((await get(path, 'B', { 'if-none-match': tag })).status).toBe(304);
    await api.send('POST', `${BAN}/self-assessments`, { token: token('B'), key: true, body: selfAssessment(id('B')) });
    const after = await get(path, 'B', { 'if-none-match': tag });
    expect([after.status, after.body.classes.claimed]).toEqual([200, 'GOOD']);
  });

  test('work items come page by page, each with what may be done', async () => {
    const all = await get('/api/v1/work-items?cycle=2018', 'xa-clerk');
    const steps = all.body.items.map(({ step }: { step: string }) => step);
    expect(steps).toContain('RESIDENCE_COMMENT');
    const pages: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await get(
        `/api/v1/work-items?cycle=2018&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
        'xa-clerk',
      );
      pages.push(...page.body.items);
      cursor = page.body.next;
    }
    expect(pages).toEqual(all.body.items);
    const [residence] = (await get('/api/v1/work-items', 'R')).body.items;
    expect(residence).toMatchObject({
      step: 'RESIDENCE_COMMENT',
      subjectId: id('B'),
      subjectName: 'Đảng viên B',
      organisation: 'ban',
      askedOf: 'tren',
      allowedActions: [{ command: 'giveResidenceComments', method: 'POST', href: `${BAN}/residence-comments` }],
    });
    expect((await get('/api/v1/work-items?cursor=bm90aGluZw', 'R')).status).toBe(400);
  });

  test('a residence secretary sees of a member the residence part only', async () => {
    const seen = await get(`/api/v1/cycles/2018/members/${id('B')}`, 'R');
    expect(Object.keys(seen.body).sort()).toEqual([
      'allowedActions',
      'case',
      'cycle',
      'member',
      'name',
      'number',
      'organisation',
      'residence',
    ]);
    expect(seen.body.allowedActions).toHaveLength(1);
  });

  test('a personal file read by an auditor or an administrator leaves a record, by others none', async () => {
    const readings = () =>
      api.store.database.query('SELECT person::text, what FROM personal_reading WHERE file = $1', [id('C')]);
    const before = (await readings()).length;
    const path = `/api/v1/cycles/2018/members/${id('C')}`;
    expect((await get(path, 'A')).status).toBe(200);
    expect((await get(path, 'C')).status).toBe(200);
    expect(await readings()).toHaveLength(before);
    expect((await get(path, 'huyen-auditor')).status).toBe(200);
    expect((await readings()).slice(before)).toMatchObject([{ person: id('huyen-auditor') }]);
  });

  test('an ordinary member sees his cell without the lines of his fellows', async () => {
    const seen = await get(BAN, 'B');
    expect(seen.body).toMatchObject({ organisation: 'ban', kind: 'CELL', members: [] });
    expect((await get(BAN, 'A')).body.members).toHaveLength(4);
  });

  test('status and report reach as far as the posts of the caller', async () => {
    const whole = await get('/api/v1/cycles/2018/status', 'huyen-secretary');
    const part = await get('/api/v1/cycles/2018/status', 'xa-secretary');
    const cases = (answer: typeof whole) => answer.body.cases.map((one: { case: string }) => one.case);
    expect(cases(whole)).toHaveLength(7);
    expect(cases(part)).toEqual(['cell/2018/ban', 'cell/2018/kia', 'committee/2018/xa']);
    const report = await get('/api/v1/reports/2018', 'xa-secretary');
    expect(report.body).toMatchObject({ organisation: 'xa', organisationName: 'Đảng bộ xã' });
    expect(report.body.populations[0]).toMatchObject({
      id: 'members',
      total: 5,
      unclassified: [{ reason: 'EXEMPT', count: 1 }],
      undecided: 4,
    });
  });

  test('documents go to those who stand to their subject or wrote them', async () => {
    const kept = await api.send('POST', '/api/v1/documents', {
      token: token('R'),
      body: { subject: id('B'), text: 'Nhận xét\nnơi cư trú' },
    });
    expect(kept.body.digest).toMatch(/^[0-9a-f]{64}$/);
    const path = `/api/v1/documents/${kept.body.id}`;
    expect((await get(path, 'R')).body).toBe('Nhận xét\nnơi cư trú');
    expect((await get(path, 'B')).headers.get('content-disposition')).toContain('attachment');
    const statuses = await Promise.all(
      ['A', 'xa-secretary', 'C', 'xa-ben-secretary', 'ngoai-secretary'].map(
        async (code) => (await get(path, code)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 404, 404, 404]);
    const secret = await api.send('POST', '/api/v1/documents', {
      token: token('R'),
      body: { subject: id('B'), text: 'mật', secrecy: 'SECRET' },
    });
    expect(secret.body.code).toBe('SECRECY_REFUSED');
  });
});

describe('outside the versioned paths', () => {
  test('health tells the parts', async () => {
    expect((await api.send('GET', '/health/live')).body).toEqual({ status: 'LIVE' });
    expect((await api.send('GET', '/health/ready')).body).toMatchObject({
      status: 'READY',
      database: 'UP',
      schema: 'CURRENT',
      temporal: 'AWAY',
    });
  });

  test('the home page speaks Vietnamese first and loads nothing from elsewhere', async () => {
    const { body, headers } = await api.send('GET', '/');
    expect(body).toContain('<html lang="vi">');
    expect(body.indexOf('Làm gì trước')).toBeLessThan(body.indexOf('What to do first'));
    expect(body).not.toMatch(/https?:\/\//);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('the documentation is made of the schemas that check', async () => {
    const { body } = await api.send('GET', '/openapi.json');
    expect(body.paths['/api/v1/cycles/{cycle}/organisations/{organisation}/decisions'].post).toMatchObject({
      operationId: 'decide',
      'x-permission': 'list.decide',
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Decide' } } } },
    });
    const referred = new Set(
      [...JSON.stringify(body).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
    );
    expect([...referred].filter((name) => body.components.schemas[name ?? ''] === undefined)).toEqual([]);
    expect((await api.send('GET', '/docs')).body).toContain('swagger-ui');
  });
});
