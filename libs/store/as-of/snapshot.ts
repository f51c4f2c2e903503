import type pg from 'pg';
import { asStoreError } from '../errors.js';
import type { Pooled } from '../read.js';

/** The instant asked for has not come yet; `now` is the database's clock. */
export class InstantInFuture extends Error {
  constructor(
    readonly instant: string,
    readonly now: string,
  ) {
    super(`${instant} is after ${now}`);
  }
}

/** Runs reads as of one snapshot of the database, once the instant is known to have come; without one, as of now. */
export async function inSnapshot<Result>(
  { pool }: Pooled,
  instant: string | null,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asStoreError(error);
  });
  let sound = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query<{ now: Date }>(CLOCK);
    const now = rows[0]?.now ?? new Date(0);
    const result =
      instant !== null && Date.parse(instant) > now.getTime()
        ? new InstantInFuture(instant, now.toISOString())
        : await work(client);
    await client.query('COMMIT');
    sound = true;
    if (result instanceof InstantInFuture) throw result;
    return result;
  } catch (error) {
    throw asStoreError(error);
  } finally {
    client.release(!sound);
  }
}

const CLOCK = { name: 'clock', text: "SELECT date_trunc('milliseconds', clock_timestamp()) AS now" };
