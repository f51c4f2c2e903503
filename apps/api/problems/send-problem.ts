import type { FastifyReply } from 'fastify';
import { messageOf } from './messages.js';
import type { Problem } from './problem.js';
import { statusOf } from './statuses.js';

const RETRY_AFTER_SECONDS = 2;
export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Answers a request with what went wrong. */
export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): FastifyReply {
  const { code, details } = problem;
  const status = statusOf(code);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 503 || status === 429)
    reply.header('retry-after', details['retryAfterSeconds'] ?? RETRY_AFTER_SECONDS);
  return reply.status(status).header('content-type', PROBLEM_JSON).send(problemText(problem, requestId));
}

/** The body of problem details, RFC 9457. */
export function problemText({ code, details }: Problem, requestId: string): string {
  const { vi, en } = messageOf(code);
  return JSON.stringify({
    type: `urn:kiemdiem:problem:${code}`,
    title: vi,
    titleEn: en,
    status: statusOf(code),
    code,
    instance: `urn:request:${requestId}`,
    details,
  });
}
