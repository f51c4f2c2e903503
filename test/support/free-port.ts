import { createServer, type Server } from 'node:net';

// Below the range of outgoing connections, one of which could take the port before it is listened on
const [LOWEST, HIGHEST] = [12_000, 30_000];

/** A port that nobody listens on, and that is unlikely to be taken until somebody does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    const server = await occupy(port);
    if (server === undefined) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Listens on a port, unless somebody else does already. */
export function occupy(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
