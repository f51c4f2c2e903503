import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testApi, type TestApi } from '../../support/api.js';
import { readOpenApi, sampleOf, type OpenApi, type Operation, type Schema } from '../../support/openapi.js';
import { openScene, type Scene } from '../access/callers.js';
import { readMatrix } from '../access/matrix.js';
import { requestFor } from '../access/requests.js';

let api: TestApi;
let scene: Scene;
let openApi: OpenApi;

beforeAll(async () => {
  api = await testApi();
  scene = await openScene(api);
  openApi = await readOpenApi(api);
}, 120_000);
afterAll(() => api.end());

const MATRIX = readMatrix();

/** Somebody whom a route lets in, and on what, as the matrix has it. */
async function insider({
  route,
}: Operation): Promise<{ readonly token: string | null; readonly organisation: string }> {
  const answers = Object.entries(MATRIX[route] ?? {}).flatMap(([target, row]) =>
    Object.entries(row).map(([answer, who]) => ({ target, answer, caller: who.find((one) => one !== 'nobody') })),
  );
  const { caller = 'administrator', target = 'any' } =
    answers.find(({ answer }) => /^(200|409|422)/.test(answer)) ?? {};
  return { token: await scene.tokenOf(caller), organisation: target === 'any' ? 'ban' : target };
}

const about = (organisation = 'ban') => ({
  ...{ organisation, member: scene.year.ids['B'] ?? '', document: scene.documents.ban },
  subject: scene.year.ids['B'] ?? '',
});
const withBody = (): readonly Operation[] => openApi.operations.filter(({ body }) => body !== null);

async function send(operation: Operation, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const { token, organisation } = await insider(operation);
  const { path } = requestFor(openApi, operation, about(organisation));
  // Not tried but meant: nothing of it may be recorded.
  const meant = path.replace(/[?&](validate|dryRun)=true/, '');
  return api.send(operation.method, meant, { key: true, body, headers, ...(token === null ? {} : { token }) });
}

async function everything(): Promise<string> {
  const tables = [
    'event',
    'command',
    'stream',
    'review_case',
    'work_item',
    'document',
    'token',
    'account',
    'post',
    'person',
  ];
  const parts = tables.map(
    (name) => `(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM ${name} t)`,
  );
  const [row] = await api.store.database.query(`SELECT concat_ws(' ', ${parts.join(', ')}) AS all`);
  return String(row?.['all']);
}

describe('A5 trường của máy chủ do người gửi đặt', () => {
  const OWNED = [
    ...[
      'id',
      'version',
      'position',
      'hash',
      'prevHash',
      'commandId',
      'actor',
      'recorder',
      'by',
      'person',
      'recordedAt',
    ],
    ...[
      'occurredAt',
      'createdAt',
      'status',
      'decidedBy',
      'approverId',
      'isAdmin',
      'administrator',
      'admin',
      'orgId',
      'type',
      'case',
    ],
  ];

  test('A5 mỗi trường, trên mọi đường dẫn nhận nội dung, ở ngoài và trong từng dòng: từ chối, không gì đổi', async () => {
    const before = await everything();
    for (const operation of withBody()) {
      const body = requestFor(openApi, operation, about()).sending.body as Readonly<Record<string, unknown>>;
      const known = namesIn(operation.body ?? {});
      for (const field of OWNED.filter((name) => !known.has(name)))
        for (const forged of [{ ...body, [field]: 'x' }, ...nested(body, field)]) {
          const { status, body: answer } = await send(operation, forged);
          const refused = answer.code === 'IMPORT_INVALID' ? answer.details.errors[0].code : answer.code;
          expect([operation.route, field, status, refused]).toEqual(
            answer.code === 'IMPORT_INVALID'
              ? [operation.route, field, 422, 'UNKNOWN_FIELD']
              : [operation.route, field, 400, 'INPUT_INVALID'],
          );
        }
    }
    expect(await everything()).toBe(before);
  }, 240_000);

  /** The same body with the field in the first object of each list and of each object in it. */
  function nested(body: Readonly<Record<string, unknown>>, field: string): readonly object[] {
    return Object.entries(body).flatMap(([key, value]) => {
      if (Array.isArray(value) && typeof value[0] === 'object')
        return [{ ...body, [key]: [{ ...value[0], [field]: 'x' }, ...value.slice(1)] }];
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isObject ? [{ ...body, [key]: { ...value, [field]: 'x' } }] : [];
    });
  }

  function namesIn(schema: Schema): ReadonlySet<string> {
    const { properties = {}, items, anyOf = [] } = openApi.resolve(schema);
    const inner = [...Object.values(properties), ...anyOf, ...(items === undefined ? [] : [items])];
    return new Set([...Object.keys(properties), ...inner.flatMap((one) => [...namesIn(one)])]);
  }

  test('A5 khóa __proto__ và constructor không đi vào đâu cả', async () => {
    const [operation] = withBody().filter(({ path }) => path.endsWith('/closings'));
    if (operation === undefined) throw new Error('no such route');
    for (const body of [
      '{"reason":"OTHER","__proto__":{"admin":true}}',
      '{"reason":"OTHER","constructor":{"prototype":{"admin":true}}}',
      '{"reason":"__proto__"}',
      '{"reason":"constructor"}',
    ])
      expect([body, (await send(operation, body)).status]).toEqual([body, 400]);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

const SQL = [
  `'`,
  `' OR '1'='1`,
  `'; DROP TABLE event; --`,
  `1; SELECT pg_sleep(5)`,
  `(SELECT 1 FROM pg_sleep(5))`,
  `ban' UNION SELECT id, name FROM person --`,
  `id DESC, (SELECT name FROM person LIMIT 1)`,
  `\\'; SELECT 1`,
  `%27%20OR%201=1`,
  `$1`,
  `{"$gt":""}`,
];

describe('A24 SQL trong mọi tham số', () => {
  test('A24 trong đường dẫn và mọi tham số hỏi: không lỗi máy chủ, không chậm, không thêm dòng nào', async () => {
    const before = await everything();
    for (const operation of openApi.operations.filter(({ method }) => method === 'GET')) {
      const { token } = await insider(operation);
      for (const payload of SQL) {
        const encoded = encodeURIComponent(payload);
        const { path } = requestFor(openApi, operation, about());
        const [bare = ''] = path.split('?');
        const asked = operation.parameters
          .filter(({ in: where }) => where === 'query')
          .map(({ name }) => `${path}${path.includes('?') ? '&' : '?'}${name}=${encoded}`);
        const unknown = ['sort', 'order', 'orderBy', 'filter', 'where', 'fields'].map(
          (name) => `${bare}?${name}=${encoded}`,
        );
        const named = operation.path.replaceAll(/\{\w+\}/g, encoded);
        for (const url of [named, ...asked, ...unknown]) {
          const began = performance.now();
          const { status } = await api.send('GET', url, { token: token ?? '' });
          expect([url, status < 500, performance.now() - began < 4_000]).toEqual([url, true, true]);
          if (url === named && named !== operation.path) expect([url, status]).toEqual([url, 404]);
        }
      }
    }
    expect(await everything()).toBe(before);
  }, 240_000);
});

describe('A25 nội dung nặng, sâu, và chữ lạ', () => {
  const deep = (open: string, close: string, times: number) => `${open.repeat(times)}1${close.repeat(times)}`;
  const HEAVY: readonly (readonly [string, string])[] = [
    ['mảng lồng sâu', deep('[', ']', 100_000)],
    ['đối tượng lồng sâu', deep('{"a":', '}', 30_000)],
    ['trong một dòng', `{"lines":${deep('[', ']', 100_000)}}`],
    ['chuỗi dài', JSON.stringify({ reason: 'x'.repeat(250_000), submission: 'a/'.repeat(120_000) })],
    ['số khổng lồ', `{"convened":${'9'.repeat(200_000)}}`],
    ['nhiều khóa', `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join(',')}}`],
  ];

  test('A25 JSON nặng và sâu trên mọi đường dẫn: từ chối trong thời gian chặn trên', async () => {
    for (const operation of withBody())
      for (const [name, body] of HEAVY) {
        const began = performance.now();
        const { status } = await send(operation, body);
        expect([operation.route, name, [400, 413, 422].includes(status)]).toEqual([operation.route, name, true]);
        expect(performance.now() - began).toBeLessThan(5_000);
      }
  }, 240_000);

  test('A25 quá cỡ: 413 ở mọi đường dẫn, đọc không hết', async () => {
    for (const operation of withBody()) {
      const { status, body } = await send(operation, `{"a":"${'x'.repeat(17 * 1024 * 1024)}"}`).catch(() => ({
        status: 413,
        body: { code: 'TOO_LARGE' },
      }));
      expect([operation.route, status, body.code]).toEqual([operation.route, 413, 'TOO_LARGE']);
    }
  }, 120_000);

  test('A25 tên NFD và NFC là một tên; chữ không thấy được, đổi chiều, điều khiển bị từ chối', async () => {
    const nfd = 'Nguyễn Thị Hoà'.normalize('NFD');
    const name = async (code: string, value: string) =>
      api.send('POST', '/api/v1/imports', {
        token: api.adminToken,
        body: { asOf: '2018-01-01', people: [{ code, name: value }] },
      });
    expect((await name('hoa', nfd)).status).toBe(200);
    const [row] = await api.store.database.query(`SELECT name FROM person WHERE code = 'hoa'`);
    expect(row?.['name']).toBe('Nguyễn Thị Hoà'.normalize('NFC'));
    for (const bad of INVISIBLE)
      expect([escaped(bad), (await name('xau', `Ho${bad}à`)).status]).toEqual([escaped(bad), 422]);
    for (const good of ['Hoà', 'Hòa', 'Y Bhiông Niê-Kđăm', 'Lò Thị Ọp', "K'Brể", 'Trần (A) & B'])
      expect([good, (await name('tot', good)).status]).toEqual([good, 200]);
  });

  test('A25 cũng vậy trong mọi trường chữ của mọi đường dẫn', async () => {
    let fields = 0;
    for (const operation of withBody())
      for (const path of textsIn(operation.body ?? {})) {
        fields += 1;
        for (const bad of ['\u0000', '\u001b[31m', '\u202e', '\u200b', '\ud800']) {
          const sample = sampleOf(openApi, operation.body ?? {}) as Record<string, unknown>;
          const { status } = await send(operation, put(sample, path, `chữ${bad}`));
          expect([operation.route, path.join('.'), escaped(bad), status < 500 && status >= 400]).toEqual([
            ...[operation.route, path.join('.'), escaped(bad), true],
          ]);
        }
      }
    expect(fields).toBeGreaterThan(100);
  }, 240_000);

  const INVISIBLE = [
    ...[
      '\u0000',
      '\u0007',
      '\u001b',
      '\u007f',
      '\u0085',
      '\r\n',
      '\u00ad',
      '\u034f',
      '\u061c',
      '\u180e',
      '\u200b',
      '\u200c',
    ],
    ...[
      '\u200d',
      '\u200e',
      '\u200f',
      '\u2028',
      '\u2029',
      '\u202e',
      '\u2060',
      '\u2066',
      '\ufe0f',
      '\ufeff',
      '\ud83d',
      '\u{e0041}',
    ],
  ];
  const escaped = (text: string): string =>
    JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);

  /** Where strings stand in a body; in lists, in the first element. */
  function textsIn(schema: Schema, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
    const here = openApi.resolve(schema);
    if (here.anyOf !== undefined) return textsIn(here.anyOf[0] ?? {}, at);
    if (here.type === 'object')
      return Object.entries(here.properties ?? {}).flatMap(([name, one]) => textsIn(one, [...at, name]));
    if (here.type === 'array') return textsIn(here.items ?? {}, [...at, 0]);
    return here.type === 'string' ? [at] : [];
  }

  function put(body: unknown, [first, ...rest]: readonly (string | number)[], value: string): unknown {
    if (first === undefined) return value;
    if (typeof first === 'number') return [put(Array.isArray(body) ? body[0] : undefined, rest, value)];
    const object = typeof body === 'object' && body !== null ? body : {};
    return { ...object, [first]: put((object as Record<string, unknown>)[first], rest, value) };
  }
});

describe('mẹo với HTTP', () => {
  const port = () => Number(new URL(api.url).port);

  /** What comes back for bytes that no client would send. */
  const raw = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(port(), '127.0.0.1', () => socket.write(bytes));
      socket.setTimeout(2_000, () => socket.destroy());
      socket
        .on('data', (part) => (answer += String(part)))
        .on('close', () => resolve(answer))
        .on('error', reject);
    });
  const HEAD = 'POST /api/v1/setup HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
  const GET = 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n';

  test.each([
    ['hai độ dài', `${HEAD}Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}${GET}`],
    ['độ dài và chunked', `${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${GET}`],
    ['chunked viết lạ', `${HEAD}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${GET}`],
    ['độ dài âm', `${HEAD}Content-Length: -1\r\n\r\n${GET}`],
    ['đầu đề xuống dòng', `GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c: d\r\nX B: c\r\n\r\n`],
    ['không phải HTTP', `\u0016\u0003\u0001xx\r\n\r\n`],
    ['phiên bản lạ', `GET / HTTP/9.9\r\nHost: a\r\n\r\n`],
  ])('nhập nhằng chỗ một yêu cầu kết thúc (%s): 400 và đóng, không có câu trả lời thứ hai', async (_, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect((await api.send('GET', '/health/live')).status).toBe(200);
  });

  test('hứa dài hơn gửi: không gì được ghi', async () => {
    const before = await everything();
    await raw(`${HEAD}Content-Length: 500\r\n\r\n{"token":"x","name":"y"}`);
    expect(await everything()).toBe(before);
  });

  test('nội dung nén, biểu mẫu, chữ thường, không phải UTF-8: 415 hoặc 400', async () => {
    const token = api.adminToken;
    const ask = (body: string | Buffer<ArrayBuffer>, headers: Readonly<Record<string, string>>) =>
      fetch(`${api.url}/api/v1/tokens`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${token}`, ...headers },
      });
    const json = { 'content-type': 'application/json' };
    const body = '{"people":[{"code":"D"}]}';
    expect((await ask(Buffer.from(gzipSync(body)), { ...json, 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await ask(body, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await ask(body, { 'content-type': 'text/plain' })).status).toBe(415);
    expect(
      (await ask(Buffer.from([...Buffer.from('{"people":[{"code":"D'), 0xff, 0x22, 0x7d, 0x5d, 0x7d]), json)).status,
    ).toBe(400);
  });

  test('nguồn lạ, cookie, máy chủ giả: không có CORS, không cookie, không phản chiếu', async () => {
    for (const path of ['/', '/docs', '/openapi.json', '/api/v1/me', '/health/ready']) {
      const headers = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', cookie: 'a=b' };
      const answer = await api.send('GET', path, { headers, token: api.adminToken });
      const shown = JSON.stringify([[...answer.headers], answer.body]);
      expect([path, /evil\.example|access-control|set-cookie/i.test(shown)]).toEqual([path, false]);
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const { status, headers } = await api.send('OPTIONS', '/api/v1/tokens', { headers: preflight });
    expect([status, headers.get('allow'), headers.get('access-control-allow-origin')]).toEqual([
      405,
      'GET, HEAD, POST',
      null,
    ]);
  });

  test('phương thức lạ: 405 với Allow; đường dẫn vòng vèo: 404', async () => {
    for (const { path, method } of openApi.operations) {
      const other = ['PATCH', 'PUT'].find((one) => one !== method) ?? '';
      const { status, headers } = await api.send(other, path.replaceAll(/\{\w+\}/g, 'x'), { token: api.adminToken });
      expect([path, status, (headers.get('allow') ?? '').split(', ').includes(method)]).toEqual([path, 405, true]);
    }
    for (const path of ['//api/v1/me', '/api/v1/me/', '/API/V1/ME', '/docs/..%2f..%2fpackage.json', '/api/v1/me%00'])
      expect([path, (await api.send('GET', path, { token: api.adminToken })).status]).toEqual([path, 404]);
  });
});
