import { Global, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { openMeasuredStore } from '../../../libs/metrics/measured-store.js';
import type { Metrics } from '../../../libs/metrics/registry.js';
import { schemaState } from '../../../libs/store/migrate.js';
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
        openMeasuredStore(databaseUrl, 'kiemdiem-api', metrics),
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
