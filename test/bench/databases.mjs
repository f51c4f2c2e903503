import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { parentOf } from './cpu.mjs';

const ACCOUNTS = ['owner', 'api', 'worker'];

/** A database of its own on the cluster of TEST_DATABASE_URL, with the three accounts. */
export async function createDatabase() {
  const cluster = process.env.TEST_DATABASE_URL;
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await query(cluster, async (client) => {
    for (const account of ACCOUNTS) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [`kiemdiem_${account}`]);
      await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE kiemdiem_${account} LOGIN PASSWORD 'bench'`);
    }
    await client.query(`CREATE DATABASE ${name} OWNER kiemdiem_owner`);
  });
  const address = (account) => {
    const url = new URL(cluster);
    url.pathname = `/${name}`;
    if (account) {
      url.username = `kiemdiem_${account}`;
      url.password = 'bench';
    }
    return url.href;
  };
  return { name, superuser: address(), owner: address('owner'), api: address('api'), worker: address('worker') };
}

/** Runs `work` with a connection of its own. */
export async function query(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The rows of one statement. */
export const rowsOf = (url, text, values = []) => query(url, async (client) => (await client.query(text, values)).rows);

/** Bytes on disk of a database, indexes and all. */
export async function databaseBytes({ superuser }) {
  const [{ bytes }] = await rowsOf(superuser, 'SELECT pg_database_size(current_database())::float8 AS bytes');
  return bytes;
}

/** The server's own process, where it runs on this machine: asked while the connection's own process lives. */
export const postgresPid = () =>
  query(process.env.TEST_DATABASE_URL, async (client) => {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    return parentOf(rows[0].pid);
  });
