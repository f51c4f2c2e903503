import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { openMeasuredStore } from '../../../libs/metrics/measured-store.js';
import type { Metrics } from '../../../libs/metrics/registry.js';
import type { Store } from '../../../libs/store/store.js';
import { METRICS } from '../metrics/metrics.token.js';
import { SETTINGS, type Settings } from '../settings.js';
import { STORE } from './store.token.js';

@Global()
@Module({
  providers: [
    {
      provide: STORE,
      inject: [SETTINGS, METRICS],
      useFactory: ({ databaseUrl }: Settings, metrics: Metrics): Store =>
        openMeasuredStore(databaseUrl, 'kiemdiem-worker', metrics),
    },
  ],
  exports: [STORE],
})
export class StoreModule implements OnApplicationShutdown {
  constructor(@Inject(STORE) private readonly store: Store) {}

  /** After the worker and the relay, whose activities use it. */
  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
