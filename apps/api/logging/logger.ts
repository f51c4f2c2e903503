import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';

const LINES = 8_192;
const FLUSH_MS = 500;

/** One JSON line per entry, written some at a time. Names, texts and tokens are never handed to it. */
export function openLog(level: string): Pino {
  const lines = pino.destination({ sync: false, minLength: LINES, periodicFlush: FLUSH_MS });
  process.once('exit', () => lines.flushSync());
  return pino(
    {
      level,
      base: { program: 'api' },
      timestamp: pino.stdTimeFunctions.isoTime,
      // The driver puts the row that offended into `detail`.
      serializers: {
        err: ({ name, message, stack, code }: Error & { code?: unknown }) => ({ name, message, stack, code }),
      },
    },
    lines,
  );
}

/** Nest's own lines through the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Pino) {}

  log(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  /** Nest hands over what the caller added, then the logger's own name. */
  error(message: unknown, ...added: readonly unknown[]): void {
    const about = { context: added.at(-1), added: added.slice(0, -1) };
    if (message instanceof Error) this.pino.error({ err: message, ...about }, message.message);
    else this.pino.error(about, String(message));
  }

  fatal(message: unknown, context?: string): void {
    this.pino.fatal({ context }, String(message));
  }
}
