import type { CaseKind } from '../domain/ids.js';
import { asStoreError } from './errors.js';
import type { Store } from './store.js';

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

type Pooled = Pick<Store, 'pool'>;

// A lease instead of a transaction held over the signals: waiting for a batch inside one cost 0.7 s a round.
const CLAIM = {
  name: 'claim-outbox',
  text: `
    WITH due AS (
      SELECT DISTINCT case_id FROM outbox
      WHERE (claimed_until IS NULL OR claimed_until < clock_timestamp())
        AND (urgent OR at < clock_timestamp() - make_interval(secs => $2 / 1000.0))
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
export async function claimOutbox({ pool }: Pooled, { limit, gatherMs, leaseMs }: Claim): Promise<readonly Claimed[]> {
  try {
    const { rows } = await pool.query<Claimed>({ ...CLAIM, values: [limit, gatherMs, leaseMs] });
    return rows;
  } catch (error) {
    throw asStoreError(error);
  }
}

const DELETE = { name: 'delete-outbox', text: 'DELETE FROM outbox WHERE id = ANY($1::bigint[])' };

/** Removes rows whose signal has gone out. */
export async function deleteOutbox({ pool }: Pooled, ids: readonly string[]): Promise<void> {
  try {
    await pool.query({ ...DELETE, values: [ids] });
  } catch (error) {
    throw asStoreError(error);
  }
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

/** Has open cases told that nobody has looked at for a while: first starts, lost runs, an empty Temporal. */
export async function sweep(
  { pool }: Pooled,
  { staleMs, limit }: { readonly staleMs: number; readonly limit: number },
): Promise<number> {
  try {
    const { rowCount } = await pool.query({ ...SWEEP, values: [staleMs, limit] });
    return rowCount ?? 0;
  } catch (error) {
    throw asStoreError(error);
  }
}

/** Age of the oldest row in milliseconds; 0 when all is told. */
export async function outboxAge({ pool }: Pooled): Promise<number> {
  const { rows } = await pool.query<{ age: number }>(
    'SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)) * 1000, 0)::float8 AS age FROM outbox',
  );
  return rows[0]?.age ?? 0;
}
