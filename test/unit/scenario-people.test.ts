import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openApi } from '../../apps/cli/scenario/http/api.js';
import { idempotencyKey } from '../../apps/cli/scenario/http/idempotency-key.js';

const servers: Server[] = [];

async function serve(handle: RequestListener, port = 0): Promise<number> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('the client of the runner', () => {
  it('sends the same command under the same key until the server is back', async () => {
    const keys: string[] = [];
    const port = await serve((request, response) => {
      keys.push(String(request.headers['idempotency-key']));
      if (keys.length === 1) return void request.socket.destroy();
      response.writeHead(keys.length === 2 ? 503 : 200, { 'content-type': 'application/json', 'retry-after': '0' });
      response.end('{"done":true}');
    });
    const api = openApi(`http://127.0.0.1:${port}`, 2);
    const key = idempotencyKey('an act');
    const outcome = await api.post('/x', z.object({ done: z.boolean() }), { key, body: {} });
    expect(outcome).toEqual({ ok: true, answer: { done: true } });
    expect(keys).toEqual([key, key, key]);
    expect(api.waits()).toBe(2);
    api.close();
  });

  it('gives a refusal back with its code, and asks once only', async () => {
    let asked = 0;
    const port = await serve((_request, response) => {
      asked += 1;
      response.writeHead(409, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ status: 409, code: 'STEP_NOT_OPEN', title: 'Chưa mở', titleEn: 'Not open' }));
    });
    const api = openApi(`http://127.0.0.1:${port}`, 2);
    const outcome = await api.post('/x', z.unknown(), { body: {} });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'STEP_NOT_OPEN' } });
    expect(asked).toBe(1);
    api.close();
  });

  it('makes keys that are UUIDs and follow from what is meant alone', () => {
    expect(idempotencyKey('a', 'b')).toBe(idempotencyKey('a', 'b'));
    expect(idempotencyKey('a', 'b')).not.toBe(idempotencyKey('ab'));
    expect(idempotencyKey('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
