import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { measureCommands } from '../../../libs/metrics/command-metrics.js';
import { measurePool } from '../../../libs/metrics/pool-metrics.js';
import type { Metrics } from '../../../libs/metrics/registry.js';
import { calendar, rulebookOf } from '../../../libs/rulebook/shelf.js';
import { openStore, type Store } from '../../../libs/store/store.js';
import { METRICS } from '../metrics/metrics.token.js';
import { SETTINGS, type Settings } from '../settings.js';
import { STORE } from './store.token.js';

@Global()
@Module({
  providers: [
    {
      provide: STORE,
      inject: [SETTINGS, METRICS],
      useFactory: ({ databaseUrl }: Settings, metrics: Metrics): Store => {
        const observe = measureCommands(metrics);
        const store = openStore({
          url: databaseUrl,
          applicationName: 'kiemdiem-worker',
          rulebookOf,
          calendar: calendar(),
          observe,
        });
        measurePool(metrics, store);
        return store;
      },
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
