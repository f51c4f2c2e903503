import type { z } from 'zod';
import { persist } from './persist.js';
import { problem, type Problem } from './problem.js';
import { openTransport, type RawAnswer, type RawRequest } from './transport.js';

export interface Call {
  readonly token?: string;
  readonly key?: string;
  readonly body?: unknown;
}

export type Outcome<Answer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly problem: Problem };

/** The HTTP API as a client sees it; answers are checked before they are trusted. */
export interface Api {
  get<Answer>(path: string, schema: z.ZodType<Answer>, call: Call): Promise<Answer>;
  post<Answer>(path: string, schema: z.ZodType<Answer>, call: Call): Promise<Outcome<Answer>>;
  /** Requests that had to be sent again because the server was away. */
  readonly waits: () => number;
  readonly close: () => void;
}

/** Opens a client with a bounded number of connections; a server that is away is asked again for a while. */
export function openApi(url: string, connections: number): Api {
  const transport = openTransport(new URL(url), connections);
  let waits = 0;
  const send = (request: RawRequest): Promise<RawAnswer> =>
    persist(
      () => transport.send(request),
      () => (waits += 1),
    );
  return {
    async get(path, schema, call) {
      const answer = await send({ method: 'GET', path, headers: headersOf(call, null), body: null });
      if (answer.status !== 200) throw new Error(`GET ${path}: HTTP ${answer.status} ${answer.body.slice(0, 500)}`);
      return schema.parse(JSON.parse(answer.body));
    },
    async post(path, schema, call) {
      const body = JSON.stringify(call.body ?? {});
      const answer = await send({ method: 'POST', path, headers: headersOf(call, body), body });
      if (answer.status >= 200 && answer.status < 300)
        return { ok: true, answer: schema.parse(JSON.parse(answer.body)) };
      return { ok: false, problem: problemOf(path, answer) };
    },
    waits: () => waits,
    close: transport.close,
  };
}

function headersOf({ token, key }: Call, body: string | null): Readonly<Record<string, string>> {
  return {
    accept: 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  };
}

function problemOf(path: string, { status, body }: RawAnswer): Problem {
  const parsed = problem.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  throw new Error(`POST ${path}: HTTP ${status} ${body.slice(0, 500)}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
