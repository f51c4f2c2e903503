import { Module, type DynamicModule } from '@nestjs/common';
import { SETTINGS, type Settings } from './settings.js';
import { StoreModule } from './store/store.module.js';
import { TemporalService } from './temporal/temporal.service.js';

@Module({})
class SettingsModule {}

@Module({})
export class WorkerModule {
  static of(settings: Settings): DynamicModule {
    const provided = { provide: SETTINGS, useValue: settings };
    return {
      module: WorkerModule,
      imports: [{ module: SettingsModule, global: true, providers: [provided], exports: [SETTINGS] }, StoreModule],
      providers: [TemporalService],
    };
  }
}
