import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AllRoutes } from './all-routes.js';

let routes: AllRoutes;

beforeAll(async () => {
  routes = await AllRoutes.open();
}, 120_000);
afterAll(() => routes.api.end());

describe('mẹo với HTTP', () => {
  const port = () => Number(new URL(routes.api.url).port);

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
    expect((await routes.api.send('GET', '/health/live')).status).toBe(200);
  });

  test('hứa dài hơn gửi: không gì được ghi', async () => {
    const before = await routes.everything();
    await raw(`${HEAD}Content-Length: 500\r\n\r\n{"token":"x","name":"y"}`);
    expect(await routes.everything()).toBe(before);
  });

  test('nội dung nén, biểu mẫu, chữ thường, không phải UTF-8: 415 hoặc 400', async () => {
    const token = routes.api.adminToken;
    const ask = (body: string | Buffer<ArrayBuffer>, headers: Readonly<Record<string, string>>) =>
      fetch(`${routes.api.url}/api/v1/tokens`, {
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
      const answer = await routes.api.send('GET', path, { headers, token: routes.api.adminToken });
      const shown = JSON.stringify([[...answer.headers], answer.body]);
      expect([path, /evil\.example|access-control|set-cookie/i.test(shown)]).toEqual([path, false]);
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const { status, headers } = await routes.api.send('OPTIONS', '/api/v1/tokens', { headers: preflight });
    expect([status, headers.get('allow'), headers.get('access-control-allow-origin')]).toEqual([
      405,
      'GET, HEAD, POST',
      null,
    ]);
  });

  test('phương thức lạ: 405 với Allow; đường dẫn vòng vèo: 404', async () => {
    for (const { path, method } of routes.openApi.operations) {
      const other = ['PATCH', 'PUT'].find((one) => one !== method) ?? '';
      const { status, headers } = await routes.api.send(other, path.replaceAll(/\{\w+\}/g, 'x'), {
        token: routes.api.adminToken,
      });
      expect([path, status, (headers.get('allow') ?? '').split(', ').includes(method)]).toEqual([path, 405, true]);
    }
    for (const path of ['//api/v1/me', '/api/v1/me/', '/API/V1/ME', '/docs/..%2f..%2fpackage.json', '/api/v1/me%00'])
      expect([path, (await routes.api.send('GET', path, { token: routes.api.adminToken })).status]).toEqual([
        path,
        404,
      ]);
  });
});
