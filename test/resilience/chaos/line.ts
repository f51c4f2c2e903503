import { createServer, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A TCP line to a server that can be cut, slowed and broken. */
export interface Line {
  /** Nothing passes in either direction, and nobody is told. */
  cut(): void;
  /** Each piece takes so long; 0 is as fast as it comes. */
  slow(delayMs: number): void;
  /** As before: what was held up passes. */
  heal(): void;
  /** Breaks every open connection with a reset. */
  reset(): void;
  close(): Promise<void>;
}

/** Listens on a port of this machine and passes everything on to another. */
export async function openLine(port: number, target: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let delayMs = 0;
  let healed: Promise<void> | null = null;
  let heal: () => void = () => undefined;

  const passage = async (): Promise<void> => {
    if (delayMs > 0) await sleep(delayMs);
    while (healed !== null) await healed;
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    near.setNoDelay(true);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        if (!other.destroyed) other.destroySoon();
      });
      pump(one, other, passage);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    cut() {
      healed ??= new Promise((resolve) => (heal = resolve));
    },
    slow: (ms) => void (delayMs = ms),
    heal() {
      healed = null;
      delayMs = 0;
      heal();
    },
    reset: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}

/** One piece after the other, each when the line lets it pass. */
function pump(from: Socket, to: Socket, passage: () => Promise<void>): void {
  const pass = async (piece: Buffer | null): Promise<void> => {
    from.pause();
    await passage();
    if (to.destroyed) return;
    if (piece === null) to.end();
    else if (to.write(piece)) from.resume();
    else to.once('drain', () => from.resume());
  };
  from.on('data', (piece: Buffer) => void pass(piece));
  from.on('end', () => void pass(null));
}
