import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AllRoutes } from './all-routes.js';

let routes: AllRoutes;

beforeAll(async () => {
  routes = await AllRoutes.open();
}, 120_000);
afterAll(() => routes.api.end());

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
    const before = await routes.everything();
    for (const operation of routes.openApi.operations.filter(({ method }) => method === 'GET')) {
      const { token } = await routes.insider(operation);
      for (const payload of SQL) {
        const encoded = encodeURIComponent(payload);
        const { path } = routes.request(operation);
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
          const { status } = await routes.api.send('GET', url, { token: token ?? '' });
          expect([url, status < 500, performance.now() - began < 4_000]).toEqual([url, true, true]);
          if (url === named && named !== operation.path) expect([url, status]).toEqual([url, 404]);
        }
      }
    }
    expect(await routes.everything()).toBe(before);
  }, 240_000);
});
