import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface RawAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  readonly body: string;
}

export interface RawRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Sends one request and reads the whole answer; the promise fails where the connection does. */
export type Transport = (request: RawRequest) => Promise<RawAnswer>;

const ANSWER_WITHIN_MS = 60_000;

/** A bounded number of connections to one server, kept open between requests. */
export function openTransport(
  base: URL,
  connections: number,
): { readonly send: Transport; readonly close: () => void } {
  const secure = base.protocol === 'https:';
  const settings = { keepAlive: true, maxSockets: connections };
  const agent = secure ? new HttpsAgent(settings) : new HttpAgent(settings);
  const open = secure ? httpsRequest : httpRequest;
  const send: Transport = ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const outgoing = open(new URL(path, base), { agent, method, headers, timeout: ANSWER_WITHIN_MS }, (incoming) => {
        readWhole(incoming).then(resolve, reject);
      });
      outgoing.on('error', reject);
      outgoing.on('timeout', () =>
        outgoing.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      );
      outgoing.end(body ?? undefined);
    });
  return { send, close: () => agent.destroy() };
}

async function readWhole(incoming: IncomingMessage): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  const after = Number(incoming.headers['retry-after']);
  return {
    status: incoming.statusCode ?? 0,
    retryAfterSeconds: Number.isFinite(after) ? after : null,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
