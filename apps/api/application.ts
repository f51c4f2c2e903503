import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { openMetrics } from '../../libs/metrics/registry.js';
import { AppModule } from './app.module.js';
import { addHooks } from './http/hooks.js';
import { takeJsonOnly } from './http/json-body.js';
import { answerGarbage, answerMisfit } from './http/misfits.js';
import { NestLog, openLog } from './logging/logger.js';
import { measureRequests } from './metrics/request-metrics.js';
import { serveDocumentation } from './openapi.js';
import type { Settings } from './settings.js';
import { BODY_LIMIT } from './sizes.js';

// Longer than the 60 s after which proxies let go of an idle connection.
const KEEP_ALIVE_MS = 65_000;

// To send a request; an import over a slow line takes its time.
const REQUEST_MS = 120_000;

/** The API, ready to listen. */
export async function createApplication(settings: Settings): Promise<NestFastifyApplication> {
  const log = openLog(settings.logLevel);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MS,
    // What still comes in over open connections while it stops is answered like the rest.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    trustProxy: settings.trustedProxy ?? false,
    frameworkErrors: answerMisfit,
    clientErrorHandler: answerGarbage,
    routerOptions: { maxParamLength: 200 },
  });
  const metrics = openMetrics('api');
  addHooks(adapter.getInstance(), log);
  takeJsonOnly(adapter.getInstance());
  measureRequests(adapter.getInstance(), metrics);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, metrics), adapter, {
    logger: new NestLog(log),
    abortOnError: false,
    bodyParser: false,
  });
  app.setGlobalPrefix('api/v1', { exclude: ['', 'health/live', 'health/ready', 'metrics'] });
  serveDocumentation(app);
  return app;
}
