import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleOf, type Schema } from '../../support/openapi.js';
import { AllRoutes } from './all-routes.js';

let routes: AllRoutes;

beforeAll(async () => {
  routes = await AllRoutes.open();
}, 120_000);
afterAll(() => routes.api.end());

describe('A5 trường của máy chủ do người gửi đặt', () => {
  const OWNED = [
    ...'id version position hash prevHash commandId actor recorder by person recordedAt occurredAt createdAt'.split(
      ' ',
    ),
    ...'status decidedBy approverId isAdmin administrator admin orgId type case'.split(' '),
  ];

  test('A5 mỗi trường, trên mọi đường dẫn nhận nội dung, ở ngoài và trong từng dòng: từ chối, không gì đổi', async () => {
    const before = await routes.everything();
    for (const operation of routes.withBody) {
      const body = routes.request(operation).sending.body as Readonly<Record<string, unknown>>;
      const known = namesIn(operation.body ?? {});
      for (const field of OWNED.filter((name) => !known.has(name)))
        for (const forged of [{ ...body, [field]: 'x' }, ...nested(body, field)]) {
          const { status, body: answer } = await routes.send(operation, forged);
          const refused = answer.code === 'IMPORT_INVALID' ? answer.details.errors[0].code : answer.code;
          expect([operation.route, field, status, refused]).toEqual(
            answer.code === 'IMPORT_INVALID'
              ? [operation.route, field, 422, 'UNKNOWN_FIELD']
              : [operation.route, field, 400, 'INPUT_INVALID'],
          );
        }
    }
    expect(await routes.everything()).toBe(before);
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
    const { properties = {}, items, anyOf = [] } = routes.openApi.resolve(schema);
    const inner = [...Object.values(properties), ...anyOf, ...(items === undefined ? [] : [items])];
    return new Set([...Object.keys(properties), ...inner.flatMap((one) => [...namesIn(one)])]);
  }

  test('A5 khóa __proto__ và constructor không đi vào đâu cả', async () => {
    const [operation] = routes.withBody.filter(({ path }) => path.endsWith('/closings'));
    if (operation === undefined) throw new Error('no such route');
    for (const body of [
      '{"reason":"OTHER","__proto__":{"admin":true}}',
      '{"reason":"OTHER","constructor":{"prototype":{"admin":true}}}',
      '{"reason":"__proto__"}',
      '{"reason":"constructor"}',
    ])
      expect([body, (await routes.send(operation, body)).status]).toEqual([body, 400]);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
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
    for (const operation of routes.withBody)
      for (const [name, body] of HEAVY) {
        const began = performance.now();
        const { status } = await routes.send(operation, body);
        expect([operation.route, name, [400, 413, 422].includes(status)]).toEqual([operation.route, name, true]);
        expect(performance.now() - began).toBeLessThan(5_000);
      }
  }, 240_000);

  test('A25 quá cỡ: 413 ở mọi đường dẫn, đọc không hết', async () => {
    for (const operation of routes.withBody) {
      const { status, body } = await routes.send(operation, `{"a":"${'x'.repeat(17 * 1024 * 1024)}"}`).catch(() => ({
        status: 413,
        body: { code: 'TOO_LARGE' },
      }));
      expect([operation.route, status, body.code]).toEqual([operation.route, 413, 'TOO_LARGE']);
    }
  }, 120_000);

  test('A25 tên NFD và NFC là một tên; chữ không thấy được, đổi chiều, điều khiển bị từ chối', async () => {
    const nfd = 'Nguyễn Thị Hoà'.normalize('NFD');
    const name = async (code: string, value: string) =>
      routes.api.send('POST', '/api/v1/imports', {
        token: routes.api.adminToken,
        body: { asOf: '2018-01-01', people: [{ code, name: value }] },
      });
    expect((await name('hoa', nfd)).status).toBe(200);
    const [row] = await routes.api.store.database.query(`SELECT name FROM person WHERE code = 'hoa'`);
    expect(row?.['name']).toBe('Nguyễn Thị Hoà'.normalize('NFC'));
    for (const bad of [...INVISIBLE, '\r\n'])
      expect([escaped(bad), (await name('xau', `Ho${bad}à`)).status]).toEqual([escaped(bad), 422]);
    for (const good of ['Hoà', 'Hòa', 'Y Bhiông Niê-Kđăm', 'Lò Thị Ọp', "K'Brể", 'Trần (A) & B'])
      expect([good, (await name('tot', good)).status]).toEqual([good, 200]);
  });

  test('A25 cũng vậy trong mọi trường chữ của mọi đường dẫn', async () => {
    let fields = 0;
    for (const operation of routes.withBody)
      for (const path of textsIn(operation.body ?? {})) {
        fields += 1;
        for (const bad of ['\u0000', '\u001b[31m', '\u202e', '\u200b', '\ud800']) {
          const sample = sampleOf(routes.openApi, operation.body ?? {}) as Record<string, unknown>;
          const { status } = await routes.send(operation, put(sample, path, `chữ${bad}`));
          expect([operation.route, path.join('.'), escaped(bad), status < 500 && status >= 400]).toEqual([
            ...[operation.route, path.join('.'), escaped(bad), true],
          ]);
        }
      }
    expect(fields).toBeGreaterThan(100);
  }, 240_000);

  const INVISIBLE = [
    ...[0x00, 0x07, 0x1b, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028],
    ...[0x2029, 0x202e, 0x2060, 0x2066, 0xfe0f, 0xfeff, 0xd83d, 0xe0041],
  ].map((point) => String.fromCodePoint(point));
  const escaped = (text: string): string =>
    JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);

  /** Where strings stand in a body; in lists, in the first element. */
  function textsIn(schema: Schema, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
    const here = routes.openApi.resolve(schema);
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
