import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../apps/api/application.js';
import { issueToken } from '../../libs/store/accounts.js';
import { testStore, type TestStore } from './store.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // What a test looks into is known to the test alone.
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Sending {
  readonly token?: string;
  readonly body?: unknown;
  /** Idempotency-Key; true: a fresh one. */
  readonly key?: string | true;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly store: TestStore;
  readonly adminToken: string;
  readonly url: string;
  readonly send: (method: string, path: string, sending?: Sending) => Promise<Answer>;
  readonly end: () => Promise<void>;
}

/** The API listening on a port of its own, over a database of this test file alone. */
export async function testApi(change: { readonly databaseUrl?: (url: string) => string } = {}): Promise<TestApi> {
  const store = await testStore('api');
  const dataDir = await mkdtemp(join(tmpdir(), 'kiemdiem-api-'));
  const app = await createApplication({
    databaseUrl: (change.databaseUrl ?? ((url) => url))(store.urls.api),
    host: '127.0.0.1',
    port: 0,
    // So that a test may speak for many addresses.
    trustedProxy: '127.0.0.1',
    dataDir,
    independentLan: false,
    logLevel: 'silent',
    // Nothing listens there: whatever a test does goes on without Temporal.
    temporal: { address: '127.0.0.1:1', namespace: 'default' },
    temporalUi: null,
    metricsToken: null,
    checkpointEveryMs: 86_400_000,
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    app,
    store,
    url,
    adminToken: await issueToken(store.api, store.admin, { days: 1 }),
    send: (method, path, sending) => send(url, method, path, sending),
    end: async () => {
      await app.close();
      await store.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function send(
  url: string,
  method: string,
  path: string,
  { token, body, key, headers = {} }: Sending = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key === true ? randomUUID() : key }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
