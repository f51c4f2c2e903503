import { Module, type DynamicModule } from '@nestjs/common';
import type { Metrics } from '../../../libs/metrics/registry.js';
import { HealthModule } from '../health/health.module.js';
import { MetricsController } from './metrics.controller.js';
import { METRICS } from './metrics.token.js';

@Module({ imports: [HealthModule], controllers: [MetricsController] })
export class MetricsModule {
  static of(metrics: Metrics): DynamicModule {
    return {
      module: MetricsModule,
      global: true,
      providers: [{ provide: METRICS, useValue: metrics }],
      exports: [METRICS],
    };
  }
}
