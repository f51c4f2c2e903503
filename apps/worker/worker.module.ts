import { Module, type DynamicModule } from '@nestjs/common';
import type { Metrics } from '../../libs/metrics/registry.js';
import { CheckpointsService } from './checkpoints/checkpoints.service.js';
import { METRICS } from './metrics/metrics.token.js';
import { SETTINGS, type Settings } from './settings.js';
import { StoreModule } from './store/store.module.js';
import { TemporalService } from './temporal/temporal.service.js';

@Module({})
class SettingsModule {}

@Module({})
export class WorkerModule {
  static of(settings: Settings, metrics: Metrics): DynamicModule {
    const providers = [
      { provide: SETTINGS, useValue: settings },
      { provide: METRICS, useValue: metrics },
    ];
    return {
      module: WorkerModule,
      imports: [{ module: SettingsModule, global: true, providers, exports: [SETTINGS, METRICS] }, StoreModule],
      providers: [TemporalService, CheckpointsService],
    };
  }
}
