import type pg from 'pg';
import { asStoreError } from '../errors.js';
import { read, type Pooled } from '../read.js';
import { streamColumns } from '../stream-columns.js';
import type { PastRows } from './as-of.js';

/** One of the tables that are folded from events: how its rows travel, and what a query sees of them. */
interface PastTable {
  readonly columns: string;
  readonly selected: string;
  readonly rows: (past: PastRows) => readonly object[];
}

// What lists and reports ask for of migrations/cases.ts; a column that is missing here fails every journey.
const TABLES: Readonly<Record<string, PastTable>> = {
  stream: {
    columns:
      'id text, case_id text, version int, head text, state jsonb, kind text, cycle text, organisation text, member text, number int',
    selected: `id, case_id, version, decode(head, 'hex') AS head, state, kind, cycle, organisation, member, number,
      state #>> '{decided,class}' AS decided_class, state ->> 'unclassified' AS unclassified`,
    rows: ({ streams }) =>
      streams.map(({ caseId, head, ...row }) => ({
        ...row,
        ...streamColumns(row),
        case_id: caseId,
        head: head.toString('hex'),
      })),
  },
  review_case: {
    columns:
      'id text, kind text, cycle text, organisation text, parent_case text, version int, opened bool, closed bool',
    selected: '*',
    rows: ({ cases }) => cases.map(({ parent, ...row }) => ({ ...row, parent_case: parent })),
  },
  work_item: {
    columns: `case_id text, step text, pass text, subject int, subject_id text, asks text, organisation text, member text,
      due_at timestamptz, offers text[], reference text`,
    selected: '*',
    rows: ({ items }) =>
      items.map(({ caseId, subjectId, dueAt, ...row }) => ({
        ...row,
        case_id: caseId,
        subject_id: subjectId,
        due_at: dueAt,
      })),
  },
};

// The planner takes rows that are handed over for a hundred, and would look through thousands once for each.
const MANY = 1_000;

/** Puts a question to the rows of an instant. */
export async function askPast<Row extends pg.QueryResultRow>(
  store: Pooled,
  past: PastRows,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const query = pastQuery(text, values, past);
  if (past.streams.length <= MANY) return read<Row>(store, query);
  const client = await store.pool.connect().catch((error: unknown) => {
    throw asStoreError(error);
  });
  let sound = false;
  try {
    await client.query('BEGIN READ ONLY; SET LOCAL enable_nestloop = off');
    const { rows } = await client.query<Row>(query);
    await client.query('COMMIT');
    sound = true;
    return rows;
  } catch (error) {
    throw asStoreError(error);
  } finally {
    client.release(!sound);
  }
}

/**
 * The same question, put to the past: a name of WITH goes before a table's, so the query reads the rows handed over, and
 * its clock stands at the instant. One text serves both, and so the two cannot come to differ.
 */
function pastQuery(text: string, values: readonly unknown[], past: PastRows): pg.QueryConfig {
  const given: unknown[] = [...values];
  const next = (value: unknown): string => `$${given.push(value)}`;
  const clock = text.includes(CLOCK) ? `${next(past.instant)}::timestamptz` : CLOCK;
  const tables = Object.entries(TABLES).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text));
  const shadows = tables.map(([name, { columns, selected, rows }]) => {
    const json = next(jsonOf(past, name, rows));
    return `${name} AS MATERIALIZED (SELECT ${selected} FROM jsonb_to_recordset(${json}::jsonb) AS r(${columns}))`;
  });
  // A query that begins with WITH itself cannot follow another; within a subquery it keeps its order.
  const asked = `SELECT * FROM (${text.replaceAll(CLOCK, clock)}) asked`;
  return { text: shadows.length === 0 ? asked : `WITH ${shadows.join(', ')} ${asked}`, values: given };
}

const CLOCK = 'clock_timestamp()';

const written = new WeakMap<PastRows, Map<string, string>>();

// Written once for all the questions of one answer.
function jsonOf(past: PastRows, name: string, rows: PastTable['rows']): string {
  const known = written.get(past) ?? new Map<string, string>();
  written.set(past, known);
  const json = known.get(name) ?? JSON.stringify(rows(past));
  known.set(name, json);
  return json;
}
