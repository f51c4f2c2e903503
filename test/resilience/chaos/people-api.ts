import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Api, Call } from '../../../apps/cli/scenario/http/api.js';
import { persist } from '../../../apps/cli/scenario/http/persist.js';
import { problem } from '../../../apps/cli/scenario/http/problem.js';
import { openTransport, type RawAnswer } from '../../../apps/cli/scenario/http/transport.js';
import type { Attempt, Journal } from './journal.js';

/** The HTTP API as people use it, every request of theirs written down. */
export interface PeopleApi extends Api {
  /** Sends a command once, whatever comes of it. */
  once(path: string, call: Call & { readonly key: string }): Promise<Attempt>;
  /** Sends it until there is an answer, as a browser does that has lost its line. */
  untilAnswered(path: string, call: Call & { readonly key: string }): Promise<Attempt>;
}

const CONNECTIONS = 48;
const ASK_AGAIN_MS = 400;
const PATIENCE_MS = 180_000;
// The server may have done it or not: 429 and 5xx promise nothing either way.
const SAYS_NOTHING = (status: number): boolean => status === 429 || status >= 500;

export function openPeopleApi(url: string, journal: Journal, who: (token: string | undefined) => string): PeopleApi {
  const transport = openTransport(new URL(url), CONNECTIONS);
  let waits = 0;

  async function once(path: string, { token, key, body }: Call & { readonly key: string }): Promise<Attempt> {
    const text = JSON.stringify(body ?? {});
    const sentAt = Date.now();
    const request = { method: 'POST', path, headers: headersOf(token, key, text), body: text } as const;
    const answered = await transport.send(request).catch(lost);
    const attempt: Attempt = {
      ...{ key, who: who(token), token, path, body: text, sentAt },
      ...judged(answered),
      answeredAt: Date.now(),
    };
    journal.note(attempt);
    return attempt;
  }

  async function untilAnswered(path: string, call: Call & { readonly key: string }): Promise<Attempt> {
    const since = Date.now();
    for (;;) {
      const attempt = await once(path, call);
      if (attempt.outcome !== 'unknown' || Date.now() - since > PATIENCE_MS) return attempt;
      waits += 1;
      await sleep(ASK_AGAIN_MS);
    }
  }

  return {
    once,
    untilAnswered,
    async get(path, schema, { token }) {
      const request = { method: 'GET', path, headers: headersOf(token, null, null), body: null } as const;
      const answer = await persist(
        () => transport.send(request),
        () => (waits += 1),
      );
      if (answer.status !== 200) throw new Error(`GET ${path}: HTTP ${answer.status} ${answer.body.slice(0, 300)}`);
      return schema.parse(JSON.parse(answer.body));
    },
    async post(path, schema, { key, ...call }) {
      if (key === undefined) throw new Error(`POST ${path} without a key`);
      const { outcome, answer, status } = await untilAnswered(path, { ...call, key });
      if (outcome === 'ok') return { ok: true, answer: schema.parse(JSON.parse(answer)) };
      if (outcome === 'refused') return { ok: false, problem: problem.parse(JSON.parse(answer)) };
      throw new Error(`POST ${path}: no answer for ${PATIENCE_MS / 1_000} s, last HTTP ${status}`);
    },
    waits: () => waits,
    close: transport.close,
  };
}

function headersOf(token: string | undefined, key: string | null, body: string | null): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(key === null ? {} : { 'idempotency-key': key }),
    ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  };
}

const lost = (error: unknown): RawAnswer => ({
  status: 0,
  retryAfterSeconds: null,
  body: typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error),
});

const coded = z.looseObject({ code: z.string() });

function judged({ status, body }: RawAnswer): Pick<Attempt, 'outcome' | 'status' | 'code' | 'answer'> {
  if (status >= 200 && status < 300) return { outcome: 'ok', status, code: '', answer: body };
  if (status === 0) return { outcome: 'unknown', status, code: body, answer: '' };
  const parsed = coded.safeParse(jsonOf(body));
  const code = parsed.success ? parsed.data.code : '';
  return { outcome: SAYS_NOTHING(status) ? 'unknown' : 'refused', status, code, answer: body };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
