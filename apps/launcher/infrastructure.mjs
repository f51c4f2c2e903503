import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { Failure } from './failure.mjs';
import { accountUrls, createAccounts, superuserUrl } from './postgres-accounts.mjs';
import { embeddedPostgres } from './postgres.mjs';
import { say } from './progress.mjs';
import { secrets } from './secrets.mjs';
import { findTemporal } from './temporal-find.mjs';
import { embeddedTemporal } from './temporal.mjs';

/** A PostgreSQL with its three accounts: the one of DATABASE_URL, or an embedded one. Gives their addresses. */
export async function database({ dataDir, processes, runtime, nextPort, firstPort = 15_432 }) {
  const databases = process.env.DATABASE_URL ? outside() : await embedded();
  runtime.note('databases', databases);
  return databases;

  async function embedded() {
    const { superuser, ...passwords } = secrets(dataDir).postgres;
    const port = await nextPort(firstPort);
    const description = await embeddedPostgres({ folder: join(dataDir, 'postgres'), port, password: superuser });
    runtime.note('ports', { postgres: port });
    await processes.start(description);
    await createAccounts(superuserUrl({ port, password: superuser }), passwords);
    return accountUrls({ port, passwords });
  }
}

function outside() {
  const { DATABASE_URL: api, MIGRATION_DATABASE_URL: owner = api, WORKER_DATABASE_URL: worker = api } = process.env;
  say('✓ Dùng PostgreSQL của DATABASE_URL', 'using the PostgreSQL of DATABASE_URL');
  const account = (address) => new URL(address).username;
  if (new Set([owner, api, worker].map(account)).size < 3) {
    say(
      '! Các phần dùng chung một tài khoản cơ sở dữ liệu nên quyền trên bảng không ràng buộc được. Đặt thêm MIGRATION_DATABASE_URL và WORKER_DATABASE_URL.',
      'parts share one database account, so privileges are not enforced; set MIGRATION_DATABASE_URL and WORKER_DATABASE_URL too',
    );
  }
  return { owner, api, worker };
}

/** A Temporal server: the one of TEMPORAL_ADDRESS, or an embedded one. Gives its address and interface. */
export async function temporal({ dataDir, processes, runtime, nextPort, firstPort, headless = false }) {
  const { TEMPORAL_ADDRESS, TEMPORAL_UI_URL } = process.env;
  if (TEMPORAL_ADDRESS) {
    await reach(TEMPORAL_ADDRESS);
    say(`✓ Dùng Temporal ở ${TEMPORAL_ADDRESS}`, 'using the Temporal server of TEMPORAL_ADDRESS');
    return { address: TEMPORAL_ADDRESS, ui: TEMPORAL_UI_URL };
  }
  const executable = await findTemporal();
  const server = await embeddedTemporal({
    executable,
    nextPort,
    firstPort,
    headless,
    folder: dataDir && join(dataDir, 'temporal'),
  });
  runtime?.note('ports', server.ports);
  await processes.start(server.process);
  return { address: server.address, ui: server.ui, executable };
}

async function reach(address) {
  const [host, port = '7233'] = address.split(':');
  const open = await new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    void sleep(5_000, false, { ref: false }).then(resolve);
  });
  if (open) return;
  throw new Failure(
    `Không kết nối được Temporal ở ${address} (TEMPORAL_ADDRESS).`,
    `No Temporal server answers at ${address} (TEMPORAL_ADDRESS).`,
  );
}
