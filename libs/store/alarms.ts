import { checkpointAge } from './checkpoint/due.js';
import { olderStore } from './older-store.js';
import { read, type Pooled } from './read.js';

/** What an operator must know of the store: whether workflows hear of what was recorded, and of which cases they do not. */
export interface StoreAlarms {
  readonly outboxRows: number;
  readonly oldestOutboxRowMs: number;
  readonly openCases: number;
  /** Open cases of which a workflow is still to be told: a run that is missing there is on its way. */
  readonly casesToTell: number;
  /** Open cases that no workflow has looked at, though the sweeper has had them told. */
  readonly unseenCases: number;
  /** Cases whose procedure saw more than the store holds; they wait for an operator. */
  readonly casesAhead: number;
  /** For how long nothing recorded was signed; null when nothing is recorded. */
  readonly checkpointAgeMs: number | null;
  /** Where there are such cases: the moment up to which everything is in the store. */
  readonly completeUntil: string | null;
}

// A relay tells what waits within a second or two.
export const OUTBOX_LIMIT_MS = 60_000;

// The sweeper asks after ten minutes; a case that is still unseen five minutes later has no run that works.
const UNSEEN_AFTER_MINUTES = 15;

const ALARMS = {
  name: 'store-alarms',
  text: `
    WITH waiting AS (SELECT case_id, min(at) AS at, count(*) AS rows FROM outbox GROUP BY case_id)
    SELECT coalesce((SELECT sum(rows) FROM waiting), 0)::int AS "outboxRows",
      coalesce((SELECT extract(epoch FROM clock_timestamp() - min(at)) * 1000 FROM waiting), 0)::float8 AS "oldestOutboxRowMs",
      count(*)::int AS "openCases",
      count(w.case_id)::int AS "casesToTell",
      count(*) FILTER (WHERE l.looked_at < clock_timestamp() - make_interval(mins => $1))::int AS "unseenCases"
    FROM review_case c LEFT JOIN case_look l ON l.case_id = c.id LEFT JOIN waiting w ON w.case_id = c.id
    WHERE c.opened AND NOT c.closed`,
};

export async function storeAlarms(store: Pooled): Promise<StoreAlarms> {
  const [[row], older, checkpointAgeMs] = await Promise.all([
    read<Omit<StoreAlarms, 'casesAhead' | 'completeUntil' | 'checkpointAgeMs'>>(store, {
      ...ALARMS,
      values: [UNSEEN_AFTER_MINUTES],
    }),
    olderStore(store),
    checkpointAge(store),
  ]);
  if (row === undefined) throw new Error('an aggregate gave no row');
  return { ...row, casesAhead: older.cases, checkpointAgeMs, completeUntil: older.completeUntil };
}
