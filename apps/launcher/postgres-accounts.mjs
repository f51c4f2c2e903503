import { setTimeout as sleep } from 'node:timers/promises';

const url = (account, password, port, database) => `postgres://${account}:${password}@127.0.0.1:${port}/${database}`;

/** The superuser's address on an embedded cluster. */
export const superuserUrl = ({ port, password }) => url('postgres', password, port, 'postgres');

/** The addresses of the three accounts on a database of an embedded cluster. */
export function accountUrls({ port, passwords, database = 'kiemdiem' }) {
  return {
    owner: url('kiemdiem_owner', passwords.owner, port, database),
    api: url('kiemdiem_api', passwords.api, port, database),
    worker: url('kiemdiem_worker', passwords.worker, port, database),
  };
}

/** Makes the three accounts and, when it is not there, a database that belongs to the first. */
export async function createAccounts(superuser, passwords, database = 'kiemdiem') {
  await withClient(superuser, async (client) => {
    const { rows } = await client.query(
      'SELECT rolname AS name FROM pg_roles UNION ALL SELECT datname FROM pg_database',
    );
    const existing = new Set(rows.map(({ name }) => name));
    for (const account of ['owner', 'api', 'worker']) {
      const verb = existing.has(`kiemdiem_${account}`) ? 'ALTER' : 'CREATE';
      await client.query(`${verb} ROLE kiemdiem_${account} LOGIN PASSWORD ${client.escapeLiteral(passwords[account])}`);
    }
    if (existing.has(database)) return;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER kiemdiem_owner`);
    await client.query(`REVOKE ALL ON DATABASE ${client.escapeIdentifier(database)} FROM PUBLIC`);
    await client.query(
      `GRANT CONNECT ON DATABASE ${client.escapeIdentifier(database)} TO kiemdiem_api, kiemdiem_worker`,
    );
  });
}

/** Returns when the server answers, or when the signal says that nobody waits any more. */
export async function waitForPostgres(address, signal) {
  while (!signal?.aborted) {
    try {
      return await withClient(address, (client) => client.query('SELECT 1'));
    } catch {
      await sleep(40);
    }
  }
}

/** Runs `work` with a connection of its own. */
export async function withClient(connectionString, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
