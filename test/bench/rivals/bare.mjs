import { call } from '../http.mjs';
import { createDatabase } from '../databases.mjs';
import { freePort, start, stop } from '../processes.mjs';

/** The limit as a rival: one validated transaction behind bare node:http, with so many cases to act on once each. */
export async function startBare(bench, cases) {
  const port = await freePort();
  const server = await start(`${bench.root}/test/bench/rivals/bare-transaction.mjs`, {
    BENCH_DATABASE_URL: (await createDatabase()).superuser,
    BENCH_CASES: String(cases),
    PORT: String(port),
  });
  const base = `http://127.0.0.1:${port}`;
  return {
    groups: { rival: server.pid, ...bench.servers },
    act: (id) => call(base, 'POST', '/', { body: { id, step: 'SELF_ASSESSED' } }),
    stop: () => stop(server),
  };
}
