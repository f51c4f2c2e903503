import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { rememberMethods } from './methods.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** What every request passes through: its id, its headers, its line in the log, and the body limit of its route. */
export function addHooks(fastify: FastifyInstance, log: Logger): void {
  rememberMethods(fastify);
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { readonly bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, id, routeOptions } = request;
    const level = reply.statusCode >= 500 ? 'warn' : 'info';
    // The route's pattern: paths and queries may name people.
    log[level]({
      request: id,
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
}
