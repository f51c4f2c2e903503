import { randomBytes } from 'node:crypto';
import pg from 'pg';

const ACCOUNTS = ['owner', 'api', 'worker'] as const;
const PASSWORD = 'test';

/** A database of one test alone, with the addresses of the three accounts as the launcher makes them. */
export interface TestDatabase {
  readonly name: string;
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly apiUrl: string;
  readonly workerUrl: string;
  /** Runs one statement as the superuser, to look or to break something on purpose. */
  query(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

/** Makes a database on the cluster of TEST_DATABASE_URL, which `npm test` starts: empty, or a copy of one that nobody uses. */
export async function createDatabase(prefix = 'test', template?: TestDatabase): Promise<TestDatabase> {
  const cluster = clusterUrl();
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await withClient(cluster, async (client) => {
    await createAccounts(client);
    const copied = template === undefined ? '' : `TEMPLATE ${template.name}`;
    await client.query(`CREATE DATABASE ${name} OWNER kiemdiem_owner ${copied}`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO kiemdiem_api, kiemdiem_worker`);
  });
  const superuserUrl = addressOf(cluster, name);
  return {
    name,
    superuserUrl,
    ownerUrl: addressOf(cluster, name, 'kiemdiem_owner'),
    apiUrl: addressOf(cluster, name, 'kiemdiem_api'),
    workerUrl: addressOf(cluster, name, 'kiemdiem_worker'),
    query: (text, values = []) =>
      withClient(superuserUrl, async (client) => (await client.query<Record<string, unknown>>(text, [...values])).rows),
    drop: () =>
      withClient(cluster, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

function clusterUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests with npm test');
  return url;
}

/** Roles belong to the whole cluster: test files that start together must not both create them. */
async function createAccounts(client: pg.Client): Promise<void> {
  await client.query(`SELECT pg_advisory_lock(hashtext('kiemdiem test accounts'))`);
  try {
    for (const account of ACCOUNTS) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [`kiemdiem_${account}`]);
      const verb = rowCount ? 'ALTER' : 'CREATE';
      await client.query(`${verb} ROLE kiemdiem_${account} LOGIN PASSWORD '${PASSWORD}'`);
    }
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtext('kiemdiem test accounts'))`);
  }
}

function addressOf(cluster: string, database: string, account?: string): string {
  const url = new URL(cluster);
  url.pathname = `/${database}`;
  if (account) {
    url.username = account;
    url.password = PASSWORD;
  }
  return url.href;
}

/** Runs `work` with a connection of its own. */
export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
