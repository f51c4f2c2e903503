import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testApi, type TestApi } from '../support/api.js';
import { importRows, openYear, ROWS, selfAssessment, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;
const BAN = '/api/v1/cycles/2018/organisations/ban';

beforeAll(async () => {
  api = await testApi();
  year = await importRows(api);
  await openYear(api, year);
});
afterAll(() => api.end());

const token = (code: string): string => year.tokens[code] ?? '';
const id = (code: string): string => year.ids[code] ?? '';
const get = (path: string, code: string, headers = {}) => api.send('GET', path, { token: token(code), headers });
const eventsOf = async (stream: string): Promise<number> =>
  (await api.store.database.query('SELECT FROM event WHERE stream_id = $1', [stream])).length;

describe('a command', () => {
  const path = `${BAN}/self-assessments`;

  test('is recorded once however often its id comes', async () => {
    const sending = { token: token('C'), key: randomUUID(), body: selfAssessment(id('C')) };
    const before = await eventsOf(`member-review/2018/${id('C')}`);
    const answers = [
      await api.send('POST', path, sending),
      ...(await Promise.all([1, 2].map(() => api.send('POST', path, sending)))),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.body.commandId).toBe(sending.key);
    expect(await eventsOf(`member-review/2018/${id('C')}`)).toBe(before + 1);
  });

  test('is refused under an id used for another, or used by another person', async () => {
    const key = randomUUID();
    await api.send('POST', path, { token: token('A'), key, body: selfAssessment(id('A')) });
    const other = await api.send('POST', path, { token: token('A'), key, body: selfAssessment(id('A'), 'COMPLETED') });
    const foreign = await api.send('POST', path, { token: token('B'), key, body: selfAssessment(id('A')) });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(foreign.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('needs an id that is a uuid', async () => {
    const body = selfAssessment(id('B'));
    const without = await api.send('POST', path, { token: token('B'), body });
    const wrong = await api.send('POST', path, { token: token('B'), key: 'again', body });
    expect([without.status, without.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
    expect(wrong.body.code).toBe('IDEMPOTENCY_KEY_REQUIRED');
  });

  test('can be tried without recording it, and an unclear wish to try is refused', async () => {
    const before = await eventsOf(`member-review/2018/${id('B')}`);
    const tried = await api.send('POST', `${path}?validate=true`, { token: token('B'), body: selfAssessment(id('B')) });
    const refused = await api.send('POST', `${path}?validate=true`, {
      token: token('B'),
      body: selfAssessment(id('D')),
    });
    const meaning = (query: string) =>
      api.send('POST', `${path}?${query}`, { token: token('B'), key: true, body: selfAssessment(id('B')) });
    const unclear = [await meaning('validate=1'), await meaning('validated=true'), await meaning('dryRun=true')];
    expect(tried.status).toBe(200);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    for (const { status, body } of unclear) expect([status, body.code]).toEqual([400, 'INPUT_INVALID']);
    expect(await eventsOf(`member-review/2018/${id('B')}`)).toBe(before);
  });

  test('is refused with what is wrong where it lacks its form, also for fields that the server owns', async () => {
    const owned = { ...selfAssessment(id('B')), case: 'cell/2018/kia', actor: 'procedure', decided: 'EXCELLENT' };
    const answer = await api.send('POST', path, { token: token('B'), key: true, body: owned });
    expect([answer.status, answer.body.code]).toEqual([400, 'INPUT_INVALID']);
    expect(answer.body.details.issues[0]).toMatchObject({ code: 'unrecognized_keys' });
    const wrong = await api.send('POST', path, {
      token: token('B'),
      key: true,
      body: { lines: [{ member: id('B'), ownClass: 'BEST' }] },
    });
    expect(wrong.body.details.issues[0]).toMatchObject({ path: 'lines.0.ownClass' });
  });
});

describe('a refusal', () => {
  test('is problem+json with a stable code and both languages', async () => {
    const answer = await api.send('POST', `${BAN}/tallies`, {
      token: token('A'),
      key: true,
      body: {
        meeting: 'none',
        tally: { convened: 3, present: 3, issued: 3, collected: 3, valid: 3, invalid: 0 },
        lines: [{ member: id('A'), votes: { EXCELLENT: 3, GOOD: 0, COMPLETED: 0, NOT_COMPLETED: 0 } }],
      },
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'MEETING_UNKNOWN',
      title: 'Không có cuộc họp này.',
      titleEn: 'There is no such meeting.',
    });
    expect(answer.body.instance).toContain(answer.headers.get('x-request-id'));
  });

  test.each([
    ['GET', '/api/v1/nowhere', undefined, 404, 'NOT_FOUND'],
    ['POST', '/api/v1/setup', '{"token":', 400, 'INPUT_INVALID'],
    ['POST', '/api/v1/setup', '{"__proto__":{"a":1},"token":"x","name":"A"}', 400, 'INPUT_INVALID'],
    ['POST', '/api/v1/setup', JSON.stringify({ token: 'x', name: 'A'.repeat(300 * 1024) }), 413, 'TOO_LARGE'],
    ['POST', '/api/v1/setup', JSON.stringify({ token: 'x', name: 'Tên\u0000' }), 400, 'INPUT_INVALID'],
    ['POST', '/api/v1/setup', JSON.stringify({ token: 'x', name: 'Tên\u202Egiả' }), 400, 'INPUT_INVALID'],
    ['POST', '/api/v1/setup', JSON.stringify({ token: 'guessed', name: 'Ai đó' }), 401, 'SETUP_TOKEN_REFUSED'],
  ])('%s %s %#', async (method, path, body, status, code) => {
    const answer = await api.send(method, path, body === undefined ? {} : { body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('of another media type says so', async () => {
    const answer = await api.send('POST', '/api/v1/setup', { body: '<a/>', headers: { 'content-type': 'text/xml' } });
    expect([answer.status, answer.body.code]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED']);
  });

  test.each(['%00', 'a%27%20OR%201=1', '%E2%80%AE', 'x'.repeat(150)])(
    'of a strange id %s is the same as of an unknown one',
    async (strange) => {
      const answers = [
        await get(`/api/v1/cycles/2018/organisations/${strange}`, 'huyen-secretary'),
        await get(`/api/v1/cycles/${strange}`, 'huyen-secretary'),
        await get(`/api/v1/cycles/2018/members/${strange}`, 'huyen-secretary'),
        await get(`/api/v1/documents/${strange}`, 'huyen-secretary'),
        await get(`/api/v1/reports/2018?organisation=ban-nao`, 'huyen-secretary'),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    },
  );
});

describe('tokens', () => {
  test('are given in bulk by the administrator and end at once when revoked', async () => {
    const issued = await api.send('POST', '/api/v1/tokens', {
      token: api.adminToken,
      body: { people: [{ code: 'D' }, { code: 'K' }], expiresInDays: 1 },
    });
    const [first] = issued.body.tokens;
    expect(issued.body.tokens).toHaveLength(2);
    expect((await api.send('GET', '/api/v1/me', { token: first.token })).body).toMatchObject({ person: first.person });
    expect((await api.send('DELETE', '/api/v1/tokens/current', { token: first.token })).status).toBe(204);
    expect((await api.send('GET', '/api/v1/me', { token: first.token })).status).toBe(401);
    const [stored] = await api.store.database.query(
      "SELECT count(*)::int AS n FROM token WHERE encode(sha256, 'escape') LIKE $1",
      [`%${first.token}%`],
    );
    expect(stored?.['n']).toBe(0);
  });

  test('of unknown people are refused as a whole', async () => {
    const answer = await api.send('POST', '/api/v1/tokens', {
      token: api.adminToken,
      body: { people: [{ code: 'A' }, { code: 'nobody' }] },
    });
    expect([answer.status, answer.body.code, answer.body.details]).toEqual([
      422,
      'PERSON_UNKNOWN',
      { codes: ['nobody'] },
    ]);
  });

  test('that expired, are cut or carry no person open nothing', async () => {
    await api.store.database.query('UPDATE token SET expires_at = now() WHERE person = $1', [id('K')]);
    const cut = token('A').slice(0, -1);
    const answers = await Promise.all(
      [token('K'), cut, 'x'.repeat(43)].map((one) => api.send('GET', '/api/v1/me', { token: one })),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});

describe('an import', () => {
  test('of the same rows changes nothing', async () => {
    const [before] = await api.store.database.query('SELECT count(*)::int AS n FROM event');
    const again = await api.send('POST', '/api/v1/imports', { token: api.adminToken, body: ROWS });
    expect(again.body.members).toEqual(year.ids);
    expect(await api.store.database.query('SELECT count(*)::int AS n FROM event')).toEqual([before]);
  });

  test('with wrong rows tells table, row, field and reason, and imports nothing', async () => {
    const good = { code: 'E', name: 'Đảng viên E', organisation: 'ban', official: true };
    const rows = { asOf: '2018-01-01', members: [good, { ...good, code: 'F', organisation: 'chua-co' }] };
    const refused = await api.send('POST', '/api/v1/imports', { token: api.adminToken, body: rows });
    expect([refused.status, refused.body.code]).toEqual([422, 'IMPORT_INVALID']);
    expect(refused.body.details.errors).toEqual([
      {
        table: 'members',
        row: 2,
        field: 'organisation',
        code: 'UNKNOWN_ORGANISATION',
        reason: 'Không có tổ chức mang mã này.',
      },
    ]);
    const shapeless = await api.send('POST', '/api/v1/imports', {
      token: api.adminToken,
      body: { asOf: '2018-01-01', members: [{ code: 'E' }] },
    });
    expect(shapeless.body.details.errors[0]).toMatchObject({
      table: 'members',
      row: 1,
      field: 'name',
      code: 'INVALID_FORM',
    });
    expect(await api.store.database.query("SELECT FROM person WHERE code IN ('E', 'F')")).toEqual([]);
  });

  test('can be tried first', async () => {
    const rows = { asOf: '2018-01-01', people: [{ code: 'tried', name: 'Thử' }] };
    const tried = await api.send('POST', '/api/v1/imports?dryRun=true', { token: api.adminToken, body: rows });
    expect(tried.body).toMatchObject({ dryRun: true, imported: { people: 1 } });
    expect(await api.store.database.query("SELECT FROM person WHERE code = 'tried'")).toEqual([]);
  });
});

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
