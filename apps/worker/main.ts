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

const stop = async (code: number): Promise<void> => {
  await app.close();
  process.exit(code);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0));

await app.get(TemporalService).start((error) => {
  new Logger('Worker').error(error);
  void stop(1);
});
process.send?.('ready');
