import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { remembered } from '../access/remembered.js';
import { SETTINGS, type Settings } from '../settings.js';

const PATIENCE_MS = 1_000;

/** Whether Temporal answers: shown to operators, asked by nothing else here. */
@Injectable()
export class Temporal implements OnApplicationShutdown {
  private readonly connection: Connection | null;
  private readonly state = remembered(() => this.ask(), 2_000);

  constructor(@Inject(SETTINGS) { temporal }: Settings) {
    this.connection = temporal === null ? null : connect(temporal.address);
  }

  check(): Promise<'UP' | 'AWAY' | 'NOT_CONFIGURED'> {
    return this.state.get('');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection?.close();
  }

  private async ask(): Promise<'UP' | 'AWAY' | 'NOT_CONFIGURED'> {
    const { connection } = this;
    if (connection === null) return 'NOT_CONFIGURED';
    try {
      await connection.withDeadline(Date.now() + PATIENCE_MS, () => connection.healthService.check({}));
      return 'UP';
    } catch {
      return 'AWAY';
    }
  }
}

function connect(address: string): Connection {
  const { connectionOptions } = loadClientConnectConfig({
    overrideEnvVars: { ...process.env, TEMPORAL_ADDRESS: address },
  });
  return Connection.lazy(connectionOptions);
}
