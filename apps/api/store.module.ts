import { Global, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { schemaState } from '../../libs/store/migrate.js';
import { openStore, type Store } from '../../libs/store/store.js';
import { STORE } from './store.token.js';
import { calendar, rulebookOf } from '../../libs/rulebook/shelf.js';
import { SETTINGS, type Settings } from './settings.js';

@Global()
@Module({
  providers: [
    {
      provide: STORE,
      inject: [SETTINGS],
      useFactory: ({ databaseUrl }: Settings): Store =>
        openStore({ url: databaseUrl, applicationName: 'kiemdiem-api', rulebookOf, calendar: calendar() }),
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
