import { randomBytes } from 'node:crypto';
import pg from 'pg';

const ACCOUNTS = ['owner', 'api', 'worker'];

/** A database of its own on the cluster of TEST_DATABASE_URL, with the three accounts. */
export async function createDatabase() {
  const cluster = process.env.TEST_DATABASE_URL;
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: cluster });
  await client.connect();
  for (const account of ACCOUNTS) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [`kiemdiem_${account}`]);
    if (!rowCount) await client.query(`CREATE ROLE kiemdiem_${account} LOGIN PASSWORD 'bench'`);
    else await client.query(`ALTER ROLE kiemdiem_${account} PASSWORD 'bench'`);
  }
  await client.query(`CREATE DATABASE ${name} OWNER kiemdiem_owner`);
  await client.end();
  const address = (account) => {
    const url = new URL(cluster);
    url.pathname = `/${name}`;
    if (account) {
      url.username = `kiemdiem_${account}`;
      url.password = 'bench';
    }
    return url.href;
  };
  return { superuser: address(), owner: address('owner'), api: address('api'), worker: address('worker') };
}
