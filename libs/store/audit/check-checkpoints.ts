import type pg from 'pg';
import {
  addCheckpoint,
  linesOf,
  noHeads,
  openCheckpoint,
  reading,
  type Heads,
  type SignedCheckpoint,
} from '../../verifier/verify.mjs';
import type { Report } from './difference.js';

export interface KnownCheckpoints {
  /** The newest file, as found before the transaction began: what it covers is then seen. */
  readonly newest: string | null;
  /** Ids of the keys that sign here; empty when none is known. */
  readonly keys: readonly string[];
}

/** Checks the row of every checkpoint, and the events against the newest file. */
export async function checkCheckpoints(
  client: pg.ClientBase,
  known: KnownCheckpoints,
  report: Report,
): Promise<number> {
  const ids = await checkRows(client, known, report);
  if (known.newest === null) return ids.size;
  const heads = noHeads();
  const read = await reading(known.newest, report, (file) => addCheckpoint(heads, linesOf(file), {}, report));
  if (read !== undefined && !ids.has(read.id)) report('CHECKPOINT_MISSING', { checkpoint: read.number });
  await checkHeads(client, heads, report);
  return ids.size;
}

/** Each names the one before it and is signed with a key of this installation; gives their ids. */
async function checkRows(
  client: pg.ClientBase,
  { keys }: KnownCheckpoints,
  report: Report,
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<SignedCheckpoint & { number: number }>(
    'SELECT number, signed, public_key AS "publicKey", signature FROM checkpoint ORDER BY number',
  );
  const ids = new Set<string>();
  let [last, lastId]: [number, string | null] = [0, null];
  for (const { number, ...envelope } of rows) {
    const { id, key, previous, ...statement } = openCheckpoint(envelope, {}, report);
    if (keys.length > 0 && !keys.includes(key)) report('KEY_DIFFERS', { checkpoint: number, key });
    if (number !== last + 1) report('CHECKPOINT_MISSING', { checkpoint: last + 1 });
    else if (previous !== lastId || statement.number !== number) report('PREDECESSOR_DIFFERS', { checkpoint: number });
    ids.add(id);
    [last, lastId] = [number, id];
  }
  return ids;
}

const BATCH = 5_000;

async function checkHeads(client: pg.ClientBase, { streams }: Heads, report: Report): Promise<void> {
  const heads = [...streams].map(([stream, { last, hashes }]) => ({ stream, version: last, hash: hashes.get(last) }));
  for (let at = 0; at < heads.length; at += BATCH) {
    const batch = heads.slice(at, at + BATCH);
    const { rows } = await client.query<{ version: number | null; hash: string | null }>(HEADS, [
      batch.map(({ stream }) => stream),
      batch.map(({ version }) => version),
    ]);
    for (const [place, { stream, version, hash }] of batch.entries()) {
      const found = rows[place];
      if (found?.version == null) report('STREAM_MISSING', { stream, version: 1, expected: version });
      else if (found.version < version) report('TAIL_CUT', { stream, version: found.version + 1, expected: version });
      else if (found.hash !== hash) report('HISTORY_REWRITTEN', { stream, version, since: 0 });
    }
  }
}

const HEADS = `
  SELECT (SELECT max(version) FROM event e WHERE e.stream_id = h.stream) AS version,
    (SELECT encode(hash, 'hex') FROM event e WHERE e.stream_id = h.stream AND e.version = h.version) AS hash
  FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS h(stream, version, place) ORDER BY place`;
