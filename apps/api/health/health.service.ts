import { Inject, Injectable } from '@nestjs/common';
import { schemaState } from '../../../libs/store/migrate.js';
import { outboxAge } from '../../../libs/store/outbox.js';
import type { Store } from '../../../libs/store/store.js';
import { remembered } from '../access/remembered.js';
import { SETTINGS, type Settings } from '../settings.js';
import { STORE } from '../store.token.js';
import type { Health } from './health.schema.js';
import { Temporal } from './temporal.js';

@Injectable()
export class HealthService {
  private readonly state = remembered(() => this.ask(), 1_000);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(STORE) private readonly store: Store,
    private readonly temporal: Temporal,
  ) {}

  /** The state of the parts; asking often costs nothing more. */
  check(): Promise<Health> {
    return this.state.get('');
  }

  private async ask(): Promise<Health> {
    const [schema, oldestUnsignalledMs, temporal] = await Promise.all([
      schemaState(this.settings.databaseUrl).catch(() => null),
      outboxAge(this.store).catch(() => null),
      this.temporal.check(),
    ]);
    return {
      status: schema === 'CURRENT' ? 'READY' : 'NOT_READY',
      database: schema === null ? 'AWAY' : 'UP',
      schema: schema ?? 'UNKNOWN',
      temporal,
      oldestUnsignalledMs,
    };
  }
}
