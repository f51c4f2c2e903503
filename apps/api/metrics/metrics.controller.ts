import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayScrape } from '../../../libs/metrics/may-scrape.js';
import type { Metrics } from '../../../libs/metrics/registry.js';
import { Public } from '../access/permission.decorator.js';
import type { Health } from '../health/health.schema.js';
import { HealthService } from '../health/health.service.js';
import { notFound } from '../problems/problem.js';
import { SETTINGS, type Settings } from '../settings.js';
import { healthMetrics } from './health-metrics.js';
import { METRICS } from './metrics.token.js';

/** For Prometheus, in its own format. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  private readonly show: (health: Health) => void;

  constructor(
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly health: HealthService,
  ) {
    this.show = healthMetrics(metrics);
  }

  @Get()
  @Public()
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { ip: address, headers } = request;
    if (!mayScrape({ address, headers }, this.settings.metricsToken)) throw notFound();
    reply.header('content-type', this.metrics.contentType).header('cache-control', 'no-store');
    this.show(await this.health.check());
    return this.metrics.metrics();
  }
}
