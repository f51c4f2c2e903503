import pg from 'pg';

export interface PoolOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly size?: number;
}

/** The driver's own pool: queries of one transaction go out together (pipelined), and nothing waits for ever. */
export function openPool({ url, applicationName, size = 10 }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max: size,
    pipeline: true,
    // Statements are prepared once and many; a plan for each set of values costs more than it saves.
    options: '-c plan_cache_mode=force_generic_plan -c jit=off',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 10_000,
    query_timeout: 15_000,
  });
  // A connection that breaks must not end the process, neither an idle one nor one that breaks between two queries of a
  // transaction: the next query says so.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
