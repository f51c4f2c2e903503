import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';
import { currentRequestId } from './request-context.js';

/** One JSON line per entry, with the id of the request that it belongs to. Names, texts and tokens are never handed to it. */
export function openLog(level: string): Pino {
  return pino({
    level,
    base: { program: 'api' },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin() {
      const request = currentRequestId();
      return request === undefined ? {} : { request };
    },
    // The driver puts the row that offended into `detail`.
    serializers: {
      err: ({ name, message, stack, code }: Error & { code?: unknown }) => ({ name, message, stack, code }),
    },
  });
}

/** Nest's own lines through the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: Pino) {}

  log(message: unknown, context?: string): void {
    this.log_.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.log_.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    const context = rest.at(-1);
    if (message instanceof Error) this.log_.error({ err: message, context }, message.message);
    else this.log_.error({ context }, String(message));
  }

  fatal(message: unknown, context?: string): void {
    this.log_.fatal({ context }, String(message));
  }
}
