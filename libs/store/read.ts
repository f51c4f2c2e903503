import type pg from 'pg';
import { asStoreError } from './errors.js';

/** Anything with the pool of an account: a store, or an operator's command. */
export interface Pooled {
  readonly pool: pg.Pool;
}

/** Runs one statement outside of any transaction; with PostgreSQL away it throws StoreUnavailable. */
export async function read<Row extends pg.QueryResultRow>(
  { pool }: Pooled,
  query: pg.QueryConfig,
): Promise<readonly Row[]> {
  try {
    return (await pool.query<Row>(query)).rows;
  } catch (error) {
    throw asStoreError(error);
  }
}

/** Runs one statement that writes, and says how many rows it touched. */
export async function write({ pool }: Pooled, query: pg.QueryConfig): Promise<number> {
  try {
    return (await pool.query(query)).rowCount ?? 0;
  } catch (error) {
    throw asStoreError(error);
  }
}
