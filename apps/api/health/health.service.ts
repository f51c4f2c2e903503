import { Inject, Injectable } from '@nestjs/common';
import { schemaState } from '../../../libs/store/migrate.js';
import { storeAlarms } from '../../../libs/store/alarms.js';
import type { Store } from '../../../libs/store/store.js';
import { remembered } from '../access/remembered.js';
import { SETTINGS, type Settings } from '../settings.js';
import { STORE } from '../store/store.token.js';
import { alarmsOf } from './alarms.js';
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
    const [schema, inStore, temporal, procedures] = await Promise.all([
      schemaState(this.settings.databaseUrl).catch(() => null),
      storeAlarms(this.store).catch(() => null),
      this.temporal.check(),
      this.temporal.procedures(),
    ]);
    return {
      status: schema === 'CURRENT' ? 'READY' : 'NOT_READY',
      database: schema === null ? 'AWAY' : 'UP',
      schema: schema ?? 'UNKNOWN',
      temporal,
      oldestUnsignalledMs: inStore?.oldestOutboxRowMs ?? null,
      outboxRows: inStore?.outboxRows ?? null,
      openCases: inStore?.openCases ?? null,
      runningWorkflows: procedures?.running ?? null,
      alarms: [...alarmsOf(inStore, procedures, this.settings)],
      completeUntil: inStore?.completeUntil ?? null,
    };
  }
}
