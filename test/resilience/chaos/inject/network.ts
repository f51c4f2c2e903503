import { setTimeout as sleep } from 'node:timers/promises';
import type { Inject } from './injection.js';

type Server = 'postgres' | 'temporal';

/** Nothing passes to a server for a while. */
export function cut(server: Server): Inject {
  return async ({ machine: { lines } }, lastsMs) => {
    lines[server].cut();
    await sleep(lastsMs);
    lines[server].heal();
    return { note: `${lastsMs / 1_000} s` };
  };
}

/** Everything to and from a server comes late for a while. */
export function slowed(server: Server, delayMs: number): Inject {
  return async ({ machine: { lines } }, lastsMs) => {
    lines[server].slow(delayMs);
    await sleep(lastsMs);
    lines[server].heal();
    return { note: `${delayMs} ms, ${lastsMs / 1_000} s` };
  };
}

export const resetConnections: Inject = async ({ machine: { lines } }) => {
  lines.postgres.reset();
  lines.temporal.reset();
  return {};
};
