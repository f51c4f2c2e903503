import type { CaseKind } from '../domain/ids.js';
import { read, write, type Pooled } from './read.js';

/** One case whose workflow is to be told, with the outbox rows that say so. */
export interface Claimed {
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly cycle: string;
  readonly organisation: string;
  readonly parent: string | null;
  /** A closed case is told nothing: its rows are deleted alone. */
  readonly closed: boolean;
  readonly urgent: boolean;
  readonly ids: readonly string[];
  readonly oldestMs: number;
}

export interface Claim {
  readonly limit: number;
  /** How long rows that are not urgent wait for others of their case. */
  readonly gatherMs: number;
  /** After this a row that was not deleted is claimed again: its relay is gone. */
  readonly leaseMs: number;
}

// A lease instead of a transaction held over the signals: waiting for a batch inside one cost 0.7 s a round.
const CLAIM = {
  name: 'claim-outbox',
  text: `
    WITH due AS (
      SELECT DISTINCT case_id FROM outbox
      WHERE (claimed_until IS NULL OR claimed_until < clock_timestamp())
        AND (urgent OR at < clock_timestamp() - make_interval(secs => $2 / 1000.0))
        AND NOT EXISTS (SELECT FROM case_ahead a WHERE a.case_id = outbox.case_id AND a.accepted_at IS NULL)
    ), taken AS (
      SELECT o.id FROM outbox o JOIN due USING (case_id)
      WHERE o.claimed_until IS NULL OR o.claimed_until < clock_timestamp()
      ORDER BY o.urgent DESC, o.id LIMIT $1 FOR UPDATE OF o SKIP LOCKED
    ), claimed AS (
      UPDATE outbox o SET claimed_until = clock_timestamp() + make_interval(secs => $3 / 1000.0)
      FROM taken WHERE o.id = taken.id RETURNING o.id, o.case_id, o.urgent, o.at
    )
    SELECT c.id AS "caseId", c.kind, c.cycle, c.organisation, c.parent_case AS parent, c.closed,
      bool_or(o.urgent) AS urgent, array_agg(o.id::text) AS ids,
      (extract(epoch FROM clock_timestamp() - min(o.at)) * 1000)::float8 AS "oldestMs"
    FROM claimed o JOIN review_case c ON c.id = o.case_id
    GROUP BY c.id ORDER BY bool_or(o.urgent) DESC, min(o.id)`,
};

/** Takes what is due: urgent rows at once, others gathered; any number of relays may do so. */
export function claimOutbox(store: Pooled, { limit, gatherMs, leaseMs }: Claim): Promise<readonly Claimed[]> {
  return read<Claimed>(store, { ...CLAIM, values: [limit, gatherMs, leaseMs] });
}

const DELETE = { name: 'delete-outbox', text: 'DELETE FROM outbox WHERE id = ANY($1::bigint[])' };

/** Removes rows whose signal has gone out. */
export async function deleteOutbox(store: Pooled, ids: readonly string[]): Promise<void> {
  await write(store, { ...DELETE, values: [ids] });
}

const SWEEP = {
  name: 'sweep',
  text: `
    INSERT INTO outbox (case_id, urgent)
    SELECT c.id, false FROM review_case c LEFT JOIN case_look l ON l.case_id = c.id
    WHERE c.opened AND NOT c.closed AND coalesce(l.looked_at, '-infinity') < clock_timestamp() - make_interval(secs => $1 / 1000.0)
      AND NOT EXISTS (SELECT FROM outbox o WHERE o.case_id = c.id)
    ORDER BY l.looked_at NULLS FIRST LIMIT $2`,
};

export interface Sweep {
  readonly staleMs: number;
  readonly limit: number;
}

/** Has open cases told that nobody has looked at for a while: first starts, lost runs, an empty Temporal. */
export function sweep(store: Pooled, { staleMs, limit }: Sweep): Promise<number> {
  return write(store, { ...SWEEP, values: [staleMs, limit] });
}

const LEAST_LOOKED_AT = `
  SELECT c.id FROM review_case c LEFT JOIN case_look l ON l.case_id = c.id
  WHERE c.opened AND NOT c.closed AND NOT EXISTS (SELECT FROM outbox o WHERE o.case_id = c.id)
    AND NOT EXISTS (SELECT FROM case_ahead a WHERE a.case_id = c.id AND a.accepted_at IS NULL)
  ORDER BY l.looked_at NULLS FIRST LIMIT $1`;

/** The open cases that no workflow has looked at for longest and that wait for nobody to be told. */
export async function leastLookedAt(store: Pooled, limit: number): Promise<readonly string[]> {
  const rows = await read<{ id: string }>(store, { text: LEAST_LOOKED_AT, values: [limit] });
  return rows.map(({ id }) => id);
}

/** Has one case told at once. */
export async function tell(store: Pooled, caseId: string): Promise<void> {
  await write(store, { text: 'INSERT INTO outbox (case_id, urgent) VALUES ($1, true)', values: [caseId] });
}
