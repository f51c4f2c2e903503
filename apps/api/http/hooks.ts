import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { inRequest } from '../logging/request-context.js';

/** What every request passes through: its id, its line in the log, and the body limit of its route. */
export function addHooks(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { readonly bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    // Personal files never stay in a cache on the way; reviews say otherwise for their tag.
    reply.header('cache-control', 'no-store');
    inRequest(request.id, done);
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
