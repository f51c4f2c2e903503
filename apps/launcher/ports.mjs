import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

// Temporal's membership and many systems' outgoing connections use what lies above
const CEILING = 32_768;

/** Whether a server could listen there now. */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Hands out free ports, each at most once, beginning with the preferred ones. */
export function portFinder() {
  const taken = new Set();
  return async function next(preferred) {
    for (let port = preferred; port < CEILING; port += 1) {
      if (taken.has(port) || !(await isFree(port))) continue;
      taken.add(port);
      return port;
    }
    throw new Failure(`Không còn cổng trống từ ${preferred} đến ${CEILING}.`, 'No free port is left.');
  };
}

/** A starting point that two runs side by side are unlikely to share. */
export const somewhere = () => 12_000 + Math.floor(Math.random() * 18_000);
