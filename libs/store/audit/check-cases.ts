import type pg from 'pg';
import { casesOfEvents, type CaseOfEvents } from './cases-of-events.js';
import type { Report } from './difference.js';

/** Checks the row of every case against its events. */
export async function checkCases(client: pg.ClientBase, report: Report): Promise<number> {
  const stored = await storedCases(client);
  const expected = await casesOfEvents(client);
  for (const one of expected) {
    const row = stored.get(one.id);
    const field = row === undefined ? 'id' : FIELDS.find((name) => row[name] !== one[name]);
    if (field !== undefined) report('CASE_DIFFERS', { case: one.id, field });
    stored.delete(one.id);
  }
  for (const left of stored.keys()) report('CASE_DIFFERS', { case: left, field: 'events' });
  return expected.length;
}

const FIELDS = ['kind', 'cycle', 'organisation', 'parent', 'version', 'opened', 'closed'] as const;

async function storedCases(client: pg.ClientBase): Promise<Map<string, CaseOfEvents>> {
  const { rows } = await client.query<CaseOfEvents>(
    'SELECT id, kind, cycle, organisation, parent_case AS parent, version, opened, closed FROM review_case',
  );
  return new Map(rows.map((row) => [row.id, row]));
}
