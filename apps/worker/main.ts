import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger } from '@nestjs/common';
import { Runtime } from '@temporalio/worker';
import { readSettings } from './settings.js';
import { TemporalService } from './temporal/temporal.service.js';
import { WorkerModule } from './worker.module.js';

// Nest stops this process in its own order; the runtime would stop the worker by itself.
Runtime.install({ shutdownSignals: [] });

const app = await NestFactory.createApplicationContext(WorkerModule.of(readSettings(process.env)), {
  logger: ['fatal', 'error', 'warn', 'log'],
});

let stopping: Promise<void> | undefined;
const stop = async (code: number): Promise<void> => {
  stopping ??= app.close();
  await stopping;
  process.exit(code);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0));
// Whoever supervised this process was killed: it does not outlive him.
process.once('disconnect', () => void stop(0));

await app.get(TemporalService).start((error) => {
  new Logger('Worker').error(error);
  void stop(1);
});
process.send?.('ready');
