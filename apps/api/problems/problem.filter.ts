import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RulebookError } from '../../../libs/rulebook/rulebook-error.js';
import { asStoreError, StoreUnavailable } from '../../../libs/store/errors.js';
import { messageOf } from './messages.js';
import { Problem } from './problem.js';
import { statusOf } from './statuses.js';

const RETRY_AFTER_SECONDS = 2;

/** Answers every failure as problem+json; a bug is logged whole and told without its text. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = asProblem(error);
    if (problem.code === 'INTERNAL') this.logger.error(error, `request ${request.id}`);
    if (reply.sent) return;
    void sendProblem(reply, problem, request.id);
  }
}

function sendProblem(reply: FastifyReply, { code, details }: Problem, requestId: string): FastifyReply {
  const status = statusOf(code);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 503 || status === 429)
    reply.header('retry-after', details['retryAfterSeconds'] ?? RETRY_AFTER_SECONDS);
  const { vi, en } = messageOf(code);
  const body = {
    type: `urn:kiemdiem:problem:${code}`,
    title: vi,
    titleEn: en,
    status,
    code,
    instance: `urn:request:${requestId}`,
    details,
  };
  return reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** What went wrong in the terms of the contract. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RulebookError) return new Problem(error.code, { path: error.path.map(String) });
  if (asStoreError(error) instanceof StoreUnavailable) return new Problem('DATABASE_AWAY');
  const status = error instanceof HttpException ? error.getStatus() : statusIn(error);
  return new Problem(CODES[status] ?? 'INTERNAL');
}

const CODES: Readonly<Record<number, string>> = {
  400: 'INPUT_INVALID',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'TOO_LARGE',
  415: 'MEDIA_TYPE_UNSUPPORTED',
  503: 'STOPPING',
};

// Fastify's own errors (a body too large, not JSON) carry a status.
function statusIn(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}
