import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Client } from '@temporalio/client';
import type { NativeConnection, Worker } from '@temporalio/worker';
import type { Metrics } from '../../../libs/metrics/registry.js';
import type { Store } from '../../../libs/store/store.js';
import { METRICS } from '../metrics/metrics.token.js';
import { measureRelay } from '../metrics/relay-metrics.js';
import { Relay } from '../relay/relay.js';
import { Sweeper } from '../relay/sweeper.js';
import { SETTINGS, type Settings } from '../settings.js';
import { STORE } from '../store/store.token.js';
import { connect } from './connect.js';
import { buildIdOf, Deployment } from './deployment.js';
import { BUNDLE, createWorker } from './procedure-worker.js';

/** HEALTHY while it takes work; a worker that has lost its server says so. */
export interface WorkerHealth {
  readonly status: 'HEALTHY' | 'UNHEALTHY';
  readonly worker: string;
}

/** Everything that speaks with Temporal: the worker, and the relay and sweeper that tell it which case to look at. */
@Injectable()
export class TemporalService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(TemporalService.name);
  private readonly stopping = new AbortController();
  private connection: NativeConnection | undefined;
  private worker: Worker | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(STORE) private readonly store: Store,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  health(): WorkerHealth {
    const worker = this.worker?.getState() ?? 'CONNECTING';
    return { status: worker === 'RUNNING' ? 'HEALTHY' : 'UNHEALTHY', worker };
  }

  /** Polls from here on; `failed` is called when the worker ends by itself. */
  async start(failed: (error: unknown) => void): Promise<void> {
    const { connectionOptions, namespace, versioning } = this.settings.temporal;
    this.connection = await connect(connectionOptions, this.stopping.signal);
    const client = new Client({ connection: this.connection, namespace });
    const deployment = new Deployment(client, buildIdOf(BUNDLE), versioning);
    const { signal } = this.stopping;
    const version = await deployment.options(signal);
    this.worker = await createWorker(this.connection, namespace, this.store, version);
    this.running = Promise.all([
      this.worker.run(),
      deployment.run(signal, version),
      new Relay(this.store, client, measureRelay(this.metrics)).run(signal),
      new Sweeper(this.store, client).run(signal),
    ]);
    this.running.catch((error: unknown) => {
      if (!signal.aborted) failed(error);
    });
  }

  /** Drains: nothing new is taken, what runs is finished, then the connection goes; the pool closes after. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
    await this.running.catch((error: unknown) => this.logger.error(error));
    await this.connection?.close();
  }
}
