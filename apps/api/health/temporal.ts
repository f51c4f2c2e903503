import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Connection } from '@temporalio/client';
import { remembered } from '../access/remembered.js';
import { SETTINGS, type Settings } from '../settings.js';

const PATIENCE_MS = 1_000;

export type TemporalState = 'UP' | 'AWAY' | 'NOT_CONFIGURED';

/** Whether Temporal answers: shown to operators, asked by nothing else here. */
@Injectable()
export class Temporal implements OnApplicationShutdown {
  private readonly state = remembered(() => this.ask(), 2_000);
  private connection: Promise<Connection> | null = null;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  check(): Promise<TemporalState> {
    return this.state.get('');
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.connection)?.close();
  }

  private async ask(): Promise<TemporalState> {
    const { temporal } = this.settings;
    if (temporal === null) return 'NOT_CONFIGURED';
    this.connection ??= connect(temporal.address);
    const connection = await this.connection;
    try {
      await connection.withDeadline(Date.now() + PATIENCE_MS, () => connection.healthService.check({}));
      return 'UP';
    } catch {
      return 'AWAY';
    }
  }
}

// Loaded when it is first asked for: the client takes a third of a second that a start need not wait for.
async function connect(address: string): Promise<Connection> {
  const [{ Connection: Lazily }, { loadClientConnectConfig }] = await Promise.all([
    import('@temporalio/client'),
    import('@temporalio/envconfig'),
  ]);
  const { connectionOptions } = loadClientConnectConfig({
    overrideEnvVars: { ...process.env, TEMPORAL_ADDRESS: address },
  });
  return Lazily.lazy(connectionOptions);
}
