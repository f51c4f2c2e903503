import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { issueToken } from '../../../libs/store/accounts.js';
import { testStore, type TestStore } from '../../support/store.js';

let store: TestStore;
let program: ChildProcess;
let url: string;
let log = '';
const dataDir = mkdtempSync(join(tmpdir(), 'kiemdiem-log-'));

beforeAll(async () => {
  store = await testStore('log');
  const port = 20_000 + (process.pid % 10_000);
  url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ ...process.env, DATABASE_URL: store.urls.api, HOST: '127.0.0.1', PORT: String(port) },
    ...{ KIEMDIEM_DATA_DIR: dataDir, LOG_LEVEL: 'trace' },
  };
  program = spawn(process.execPath, ['dist/apps/api/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  for (const stream of [program.stdout, program.stderr]) stream?.on('data', (part) => (log += String(part)));
  await new Promise((resolve, reject) => {
    program.once('message', resolve);
    program.once('exit', () => reject(new Error(log)));
  });
}, 60_000);
afterAll(async () => {
  await stopped();
  await store.end();
  rmSync(dataDir, { recursive: true, force: true });
});

async function stopped(): Promise<void> {
  if (program.exitCode !== null) return;
  await new Promise((resolve) => program.once('close', resolve) && program.kill('SIGTERM'));
}

const NASTY = 'Nguyễn Văn Bí-Mật\r\n{"level":30,"msg":"forged"}\u001b[2J\u0000';

test('A23 xuống dòng, ANSI, JSON trong mọi chỗ: mỗi mục nhật ký vẫn là một dòng JSON, không tên, không mã', async () => {
  const token = await issueToken(store.api, store.admin, { days: 1 });
  const encoded = encodeURIComponent(NASTY);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = (path: string, body: unknown, more: Readonly<Record<string, string>> = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) });
  const before = log.split('\n').length;
  for (const path of [
    `/${encoded}`,
    `/api/v1/cycles/${encoded}`,
    `/api/v1/cycles/2018/members/${encoded}?x=${encoded}`,
    '/%zz',
  ])
    await fetch(`${url}${path}`, { headers: { ...headers, 'user-agent': `a ${encoded}`, 'x-request-id': encoded } });
  await post('/api/v1/imports', { asOf: '2018-01-01', people: [{ code: NASTY, name: NASTY }] });
  await post('/api/v1/imports', { asOf: '2018-01-01', people: [{ code: 'x', name: 'Nguyễn Văn Bí-Mật' }] });
  await post('/api/v1/setup', { token: NASTY, name: NASTY });
  await post(
    '/api/v1/cycles',
    { cycle: NASTY },
    { 'idempotency-key': 'Bí-Mật'.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, '') },
  );
  await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token.slice(2)}Bi-Mat` } });
  // A fault of the program, too: its line holds a stack and nothing of the request.
  await store.database.query('ALTER TABLE token RENAME TO token_gone');
  await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token.slice(1)}x` } });
  await store.database.query('ALTER TABLE token_gone RENAME TO token');
  // Some lines are written together; the last when it ends.
  await stopped();
  const lines = log.split('\n').slice(before - 1, -1);
  expect(lines.length).toBeGreaterThanOrEqual(10);
  for (const line of lines) expect(typeof JSON.parse(line)).toBe('object');
  expect(log).not.toMatch(/forged|Bí-Mật|B%C3%AD|Bi-Mat/);
  expect(log.includes('\u001b')).toBe(false);
  expect(log.includes(token) || log.includes(token.slice(2, 20))).toBe(false);
  expect(lines.some((line) => line.includes('"status":500'))).toBe(true);
});
