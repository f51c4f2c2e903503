import type pg from 'pg';
import type { Report } from './difference.js';

/** Checks that each event belongs to an accepted command, and that each command has the events that its answer counts. */
export async function checkCommands(client: pg.ClientBase, report: Report): Promise<number> {
  const alone = await client.query<{ stream: string; version: number; command: string }>(
    `SELECT e.stream_id AS stream, e.version, e.command_id AS command FROM event e LEFT JOIN command c ON c.id = e.command_id
     WHERE c.id IS NULL ORDER BY e.stream_id, e.version`,
  );
  for (const row of alone.rows) report('COMMAND_MISSING', row);
  const wrong = await client.query<{ command: string; recorded: number; stored: number }>(MISCOUNTED);
  for (const row of wrong.rows) report('EVENTS_MISSING', row);
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM command');
  return rows[0]?.count ?? 0;
}

// The answer of a refused command counts none.
const MISCOUNTED = `
  SELECT c.id AS command, coalesce((c.answer ->> 'events')::int, 0) AS recorded, coalesce(e.count, 0) AS stored
  FROM command c LEFT JOIN (SELECT command_id, count(*)::int AS count FROM event GROUP BY command_id) e ON e.command_id = c.id
  WHERE coalesce((c.answer ->> 'events')::int, 0) <> coalesce(e.count, 0) ORDER BY c.at, c.id`;
