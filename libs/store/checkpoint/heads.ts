import type pg from 'pg';
import { leafOf } from '../../verifier/verify.mjs';

const PAGE = 5_000;

export interface Head {
  readonly version: number;
  /** The line of a checkpoint's file, and leaf of its tree. */
  readonly line: string;
}

/** The head of every stream as of one instant, in the order of the bytes of their ids; not an event is read. */
export async function* heads(client: pg.ClientBase): AsyncGenerator<readonly Head[]> {
  await client.query(`
    DECLARE heads NO SCROLL CURSOR FOR
    SELECT id, version, encode(head, 'hex') AS hash FROM stream ORDER BY id COLLATE "C"`);
  for (;;) {
    const { rows } = await client.query<{ id: string; version: number; hash: string }>(`FETCH ${PAGE} FROM heads`);
    if (rows.length === 0) break;
    yield rows.map(({ id, version, hash }) => ({ version, line: leafOf(id, version, hash) }));
  }
  await client.query('CLOSE heads');
}
