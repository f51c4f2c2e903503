import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Connection } from '@temporalio/client';
import { withSecretFiles } from '../../../libs/store/secret-files.js';
import { remembered } from '../access/remembered.js';
import { SETTINGS, type Settings } from '../settings.js';
import { countProcedures, type Procedures } from './procedures.js';

const PATIENCE_MS = 1_000;
// Counting reads Temporal's list; those who ask more often are told the same.
const COUNTED_MS = 10_000;

export type TemporalState = 'UP' | 'AWAY' | 'NOT_CONFIGURED';

/** Whether Temporal answers: shown to operators, asked by nothing else here. */
@Injectable()
export class Temporal implements OnApplicationShutdown {
  private readonly state = remembered(() => this.ask(), 2_000);
  private readonly counted = remembered(() => this.count(), COUNTED_MS);
  private connection: Promise<Connection> | null = null;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  check(): Promise<TemporalState> {
    return this.state.get('');
  }

  /** Null while Temporal does not answer. */
  procedures(): Promise<Procedures | null> {
    return this.counted.get('');
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.connection)?.close();
  }

  private async ask(): Promise<TemporalState> {
    const { temporal } = this.settings;
    if (temporal === null) return 'NOT_CONFIGURED';
    const connection = await this.connected(temporal.address);
    try {
      await connection.withDeadline(Date.now() + PATIENCE_MS, () => connection.healthService.check({}));
      return 'UP';
    } catch {
      return 'AWAY';
    }
  }

  private async count(): Promise<Procedures | null> {
    const { temporal } = this.settings;
    if (temporal === null || (await this.check()) !== 'UP') return null;
    const connection = await this.connected(temporal.address);
    const counting = (): Promise<Procedures> => countProcedures(connection, temporal.namespace);
    return connection.withDeadline(Date.now() + PATIENCE_MS, counting).catch(() => null);
  }

  private connected(address: string): Promise<Connection> {
    this.connection ??= connect(address);
    return this.connection;
  }
}

// Loaded when it is first asked for: the client takes a third of a second that a start need not wait for.
async function connect(address: string): Promise<Connection> {
  const [{ Connection: Lazily }, { loadClientConnectConfig }] = await Promise.all([
    import('@temporalio/client'),
    import('@temporalio/envconfig'),
  ]);
  const { connectionOptions } = loadClientConnectConfig({
    overrideEnvVars: { ...withSecretFiles(process.env), TEMPORAL_ADDRESS: address },
  });
  return Lazily.lazy(connectionOptions);
}
