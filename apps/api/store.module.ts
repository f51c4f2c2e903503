import { Global, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { measureCommands } from '../../libs/metrics/command-metrics.js';
import { measurePool } from '../../libs/metrics/pool-metrics.js';
import type { Metrics } from '../../libs/metrics/registry.js';
import { schemaState } from '../../libs/store/migrate.js';
import { openStore, type Store } from '../../libs/store/store.js';
import { STORE } from './store.token.js';
import { calendar, rulebookOf } from '../../libs/rulebook/shelf.js';
import { METRICS } from './metrics/metrics.token.js';
import { SETTINGS, type Settings } from './settings.js';

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
          applicationName: 'kiemdiem-api',
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
export class StoreModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A newer schema would be misread; a database that is away for the moment is waited for by each request. */
  async onModuleInit(): Promise<void> {
    const state = await schemaState(this.settings.databaseUrl).catch(() => null);
    if (state === 'NEWER') throw new Error('the database schema is newer than this program');
  }

  /** After the last answer has gone out. */
  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
