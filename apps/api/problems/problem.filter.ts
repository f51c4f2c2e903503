import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RulebookError } from '../../../libs/rulebook/rulebook-error.js';
import { asStoreError, StoreUnavailable } from '../../../libs/store/errors.js';
import { allowedMethods } from '../http/methods.js';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';

/** Answers every failure as problem+json; a bug is logged whole and told without its text. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const allowed = request.is404 ? allowedMethods(request) : [];
    const problem = allowed.length === 0 ? asProblem(error) : new Problem('METHOD_NOT_ALLOWED', { allowed });
    if (problem.code === 'INTERNAL') this.logger.error(error, `request ${request.id}`);
    if (reply.sent) return;
    if (allowed.length > 0) reply.header('allow', allowed.join(', '));
    void sendProblem(reply, problem, request.id);
  }
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
  408: 'REQUEST_TOO_SLOW',
  413: 'TOO_LARGE',
  414: 'ADDRESS_TOO_LONG',
  415: 'MEDIA_TYPE_UNSUPPORTED',
  431: 'HEADERS_TOO_LARGE',
  503: 'STOPPING',
};

// Fastify's own errors (a body too large, not JSON) carry a status.
function statusIn(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}
