import type { CaseAhead } from '../domain/ports.js';
import { read, write, type Pooled } from './read.js';

// Whatever was recorded before the newer version was seen comes from before the backup, for that was older still: the
// last of it is the moment up to which everything is there.
const TELL = `
  INSERT INTO case_ahead (case_id, seen_version, found_version, seen_at, complete_until)
  VALUES ($1, $2, $3, $4::timestamptz, (SELECT max(recorded_at) FROM event WHERE recorded_at <= $4::timestamptz))
  ON CONFLICT (case_id) WHERE accepted_at IS NULL DO NOTHING`;

/** Notes that a workflow is ahead of the store; until an operator accepts the older store its case is told nothing. */
export async function tellAhead(store: Pooled, ahead: CaseAhead): Promise<void> {
  await write(store, { text: TELL, values: [ahead.case, ahead.seen, ahead.found, ahead.seenAt] });
}

/** How many cases wait for the operator, and up to when everything is in the store. */
export interface OlderStore {
  readonly cases: number;
  readonly completeUntil: string | null;
}

const AHEAD = `
  SELECT count(*)::int AS cases,
    to_char(max(complete_until) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "completeUntil"
  FROM case_ahead WHERE accepted_at IS NULL`;

/** The alarm of a store that was restored from before what workflows have seen. */
export async function olderStore(store: Pooled): Promise<OlderStore> {
  const [row] = await read<OlderStore>(store, { text: AHEAD });
  return row ?? { cases: 0, completeUntil: null };
}

const ACCEPT = `
  WITH accepted AS (
    UPDATE case_ahead SET accepted_at = clock_timestamp() WHERE accepted_at IS NULL RETURNING case_id
  )
  INSERT INTO outbox (case_id, urgent) SELECT c.id, true FROM review_case c JOIN accepted a ON a.case_id = c.id`;

/** Takes the older store for the truth: procedures walk from the top of what it holds. For the owner's account. */
export async function acceptOlderStore(store: Pooled): Promise<OlderStore> {
  const before = await olderStore(store);
  await write(store, { text: ACCEPT });
  return before;
}
