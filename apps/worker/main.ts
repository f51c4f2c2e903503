import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger } from '@nestjs/common';
import { openMetrics } from '../../libs/metrics/registry.js';
import { CheckpointsService } from './checkpoints/checkpoints.service.js';
import { installRuntime } from './metrics/core-metrics.js';
import { openMetricsServer } from './metrics/server.js';
import { readSettings } from './settings.js';
import { TemporalService } from './temporal/temporal.service.js';
import { WorkerModule } from './worker.module.js';

const settings = readSettings(process.env);
const metrics = openMetrics('worker');
const core = await installRuntime({ measured: settings.listen !== null });

const app = await NestFactory.createApplicationContext(WorkerModule.of(settings, metrics), {
  logger: ['fatal', 'error', 'warn', 'log'],
});

const service = app.get(TemporalService);
const server = await openMetricsServer({ settings, metrics, core, health: () => service.health() });

let stopping: Promise<void> | undefined;
const stop = async (code: number): Promise<void> => {
  stopping ??= app.close();
  await stopping;
  server?.close();
  process.exit(code);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0));
// Whoever supervised this process was killed: it does not outlive him.
process.once('disconnect', () => void stop(0));

app.get(CheckpointsService).start();
await service.start((error) => {
  new Logger('Worker').error(error);
  void stop(1);
});
process.send?.('ready');
