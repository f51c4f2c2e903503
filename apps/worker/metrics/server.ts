import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mayScrape } from '../../../libs/metrics/may-scrape.js';
import type { Metrics } from '../../../libs/metrics/registry.js';
import type { Settings } from '../settings.js';
import type { WorkerHealth } from '../temporal/temporal.service.js';
import type { CoreMetrics } from './core-metrics.js';

export interface Shown {
  readonly settings: Pick<Settings, 'listen' | 'metricsToken'>;
  readonly metrics: Metrics;
  readonly core: CoreMetrics;
  readonly health: () => WorkerHealth;
}

/** The worker's two pages, `/metrics` and `/health`; null where it is to listen nowhere. */
export async function openMetricsServer(shown: Shown): Promise<Server | null> {
  const { listen } = shown.settings;
  if (listen === null) return null;
  const server = createServer((request, response) => {
    answer(shown, request, response).catch((error: unknown) => {
      send(response, 500, 'text/plain', String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(listen.port, listen.host, resolve);
  });
  // It does not keep the process alive.
  return server.unref();
}

async function answer(
  { settings, metrics, core, health }: Shown,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url = '', headers, socket } = request;
  if (method !== 'GET') return send(response, 405, 'text/plain', '');
  if (url === '/health') {
    const state = health();
    return send(response, state.status === 'HEALTHY' ? 200 : 503, 'application/json', JSON.stringify(state));
  }
  const scrape = { address: socket.remoteAddress, headers };
  if (url !== '/metrics' || !mayScrape(scrape, settings.metricsToken)) return send(response, 404, 'text/plain', '');
  send(response, 200, metrics.contentType, `${await metrics.metrics()}\n${await core().catch(asComment)}`);
}

// An alert says when Temporal's metrics are absent; the others are shown all the same.
function asComment(error: unknown): string {
  return `# ${String(error).replaceAll(/\s+/g, ' ')}\n`;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
