import type pg from 'pg';
import { casesOfEvents, type CaseOfEvents } from './cases-of-events.js';
import { found } from './difference.js';

/** Checks the row of every case against its events, and that each event belongs to a command. */
export async function checkCases(client: pg.ClientBase): Promise<number> {
  const stored = await storedCases(client);
  const expected = await casesOfEvents(client);
  for (const one of expected) {
    const row = stored.get(one.id);
    if (row === undefined) found('CASE_DIFFERS', { case: one.id, field: 'id' });
    for (const field of FIELDS) if (row[field] !== one[field]) found('CASE_DIFFERS', { case: one.id, field });
    stored.delete(one.id);
  }
  const [left] = stored.keys();
  if (left !== undefined) found('CASE_DIFFERS', { case: left, field: 'events' });
  await everyEventHasItsCommand(client);
  return expected.length;
}

const FIELDS = ['kind', 'cycle', 'organisation', 'parent', 'version', 'opened', 'closed'] as const;

async function storedCases(client: pg.ClientBase): Promise<Map<string, CaseOfEvents>> {
  const { rows } = await client.query<CaseOfEvents>(
    'SELECT id, kind, cycle, organisation, parent_case AS parent, version, opened, closed FROM review_case',
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function everyEventHasItsCommand(client: pg.ClientBase): Promise<void> {
  // A workflow's command stands for its person's answer too; both are rows of one table.
  const { rows } = await client.query<{ stream: string; version: number }>(
    `SELECT e.stream_id AS stream, e.version FROM event e LEFT JOIN command c ON c.id = e.command_id
     WHERE c.id IS NULL ORDER BY e.stream_id, e.version LIMIT 1`,
  );
  if (rows[0] !== undefined) found('COMMAND_MISSING', rows[0]);
}
