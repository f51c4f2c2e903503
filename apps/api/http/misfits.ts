import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { asProblem } from '../problems/problem.filter.js';
import { PROBLEM_JSON, problemText, sendProblem } from '../problems/send-problem.js';
import { statusOf } from '../problems/statuses.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Answers an address that finds no way to any route: no valid encoding, a part too long. */
export function answerMisfit(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
  void sendProblem(reply, asProblem(error), request.id);
}

const CODES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TOO_SLOW',
};

/** Answers what is no HTTP request at all, and ends the connection: where the next one would begin is anybody's guess. */
export function answerGarbage(error: Error & { readonly code?: string }, socket: Socket): void {
  // Nothing listens any more, or an answer has begun.
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const problem = new Problem(CODES[error.code ?? ''] ?? 'INPUT_INVALID');
  const status = statusOf(problem.code);
  const id = randomUUID();
  const body = problemText(problem, id);
  const headers = {
    ...SECURITY_HEADERS,
    'x-request-id': id,
    'content-type': PROBLEM_JSON,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n'));
}
