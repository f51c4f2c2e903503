import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { calendar, rulebookOf } from '../../../libs/rulebook/shelf.js';
import { openStore, type Store } from '../../../libs/store/store.js';
import { SETTINGS, type Settings } from '../settings.js';
import { STORE } from './store.token.js';

@Global()
@Module({
  providers: [
    {
      provide: STORE,
      inject: [SETTINGS],
      useFactory: ({ databaseUrl }: Settings): Store =>
        openStore({ url: databaseUrl, applicationName: 'kiemdiem-worker', rulebookOf, calendar: calendar() }),
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
