import type { FastifyInstance } from 'fastify';
import { Counter, Histogram } from 'prom-client';
import type { Metrics } from '../../../libs/metrics/registry.js';

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** Counts requests by the pattern of their route (a path may name a person) and by status. */
export function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  const registers = [metrics];
  const requests = new Counter({
    name: 'kiemdiem_http_requests_total',
    help: 'Requests by method, pattern of the route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'kiemdiem_http_request_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers,
  });
  fastify.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
    // What meets no route may have any name.
    const asked =
      routeOptions.url === undefined ? { method: 'any', route: 'none' } : { method, route: routeOptions.url };
    requests.inc({ ...asked, status: String(reply.statusCode) });
    seconds.observe(asked, reply.elapsedTime / 1_000);
    done();
  });
}
