import { createServer, type AddressInfo } from 'node:net';
import { Runtime } from '@temporalio/worker';

/** Reads the metrics of Temporal's core in the format of Prometheus. */
export type CoreMetrics = () => Promise<string>;

const PATIENCE_MS = 2_000;

/**
 * Installs Temporal's runtime. Its metrics come from a server of its own, which can neither ask for a token nor say on
 * which port it listens: it gets a port of this machine alone, and this process shows them with its own.
 */
export async function installRuntime({ measured }: { readonly measured: boolean }): Promise<CoreMetrics> {
  // Nest stops this process in its own order; the runtime would stop the worker by itself.
  const shutdownSignals: never[] = [];
  if (!measured) {
    Runtime.install({ shutdownSignals });
    return () => Promise.resolve('');
  }
  const bindAddress = `127.0.0.1:${await freePort()}`;
  const prometheus = { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true };
  Runtime.install({ shutdownSignals, telemetryOptions: { metrics: { prometheus } } });
  return async () => {
    const answer = await fetch(`http://${bindAddress}/metrics`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.text();
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
