import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { joinSockets } from './joined-sockets.js';

export interface Balancer {
  readonly url: string;
  end(): Promise<void>;
}

/** Hands connections to the servers in turn, as what stands before several API processes does. */
export async function balancer(targets: readonly string[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    const { hostname, port } = new URL(targets[turn % targets.length] ?? '');
    turn += 1;
    const api = connect(Number(port), hostname);
    joinSockets(client, api, sockets);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
