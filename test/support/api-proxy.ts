import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { joinSockets } from './joined-sockets.js';

/** A way to PostgreSQL that can be cut and mended. */
export interface DatabaseProxy {
  readonly url: string;
  cut(): void;
  mend(): void;
  end(): Promise<void>;
}

export async function databaseProxy(target: string): Promise<DatabaseProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((client) => {
    if (!whole) return void client.destroy();
    const database = connect(Number(port), hostname);
    joinSockets(client, database, sockets);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: ownPort } = server.address() as AddressInfo;
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(ownPort);
  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    mend: () => void (whole = true),
    end: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
