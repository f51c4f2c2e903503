import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLine, type Line } from '../resilience/chaos/line.js';

let echo: Server;
let line: Line;
let port: number;
let client: Socket;
let heard: string;

beforeAll(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  port = (probe.address() as AddressInfo).port;
  probe.close();
  line = await openLine(port, (echo.address() as AddressInfo).port);
});
afterAll(async () => {
  client.destroy();
  await line.close();
  echo.close();
});
beforeEach(async () => {
  client = connect(port, '127.0.0.1');
  heard = '';
  client.on('data', (piece) => (heard += piece.toString())).on('error', () => undefined);
  await once(client, 'connect');
});

const say = async (text: string): Promise<void> => {
  client.write(text);
  await sleep(80);
};

test('passes everything on, and the end of it', async () => {
  client.end('x'.repeat(300_000));
  await once(client, 'close');
  expect(heard).toHaveLength(300_000);
});

test('cut, nothing passes; healed, what was held up comes in its order', async () => {
  await say('a');
  line.cut();
  await say('b');
  await say('c');
  expect(heard).toBe('a');
  line.heal();
  await say('d');
  expect(heard).toBe('abcd');
});

test('slow, each piece takes its time in each direction', async () => {
  line.slow(120);
  const since = performance.now();
  client.write('a');
  while (heard === '') await sleep(5);
  line.heal();
  expect(performance.now() - since).toBeGreaterThan(230);
});

test('reset, open connections break and new ones are accepted', async () => {
  await say('a');
  // An error comes first, which `once` would throw
  const closed = new Promise((resolve) => client.once('close', resolve));
  line.reset();
  await closed;
  client = connect(port, '127.0.0.1');
  client.on('data', (piece) => (heard += piece.toString()));
  await say('b');
  expect(heard).toBe('ab');
});
