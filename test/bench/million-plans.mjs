import { CASES } from '../../dist/apps/api/reports/reports.queries.js';
import { ITEMS_OF_CALLER } from '../../dist/apps/api/work-items/work-items.queries.js';
import { DOWNWARDS } from '../../dist/apps/api/access/tree.queries.js';
import { ANSWERS_FOR } from '../../dist/libs/domain/people.js';
import { query } from './databases.mjs';

/** How PostgreSQL answers what one reader opens, with the program's own statement: where the time of a slow page goes. */
export function planOf(url, what, reader) {
  return query(url, async (client) => {
    // As the program's pool has it
    await client.query('SET plan_cache_mode = force_generic_plan; SET jit = off');
    const [text, values] = what === 'inbox' ? await inbox(client, reader) : await report(client, reader);
    await client.query(`PREPARE page AS ${text}`);
    const literals = values.map((value) => literal(client, value));
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS) EXECUTE page (${literals})`);
    return rows.map((row) => row['QUERY PLAN']);
  });
}

async function report(client, { person, cycle }) {
  const { rows } = await client.query(
    `SELECT c.id FROM review_case c JOIN post p ON p.organisation = c.organisation
      WHERE p.person = $1 AND c.cycle = $2 AND c.kind <> 'CYCLE' ORDER BY c.kind DESC LIMIT 1`,
    [person, cycle],
  );
  return [CASES.text, [rows[0].id]];
}

async function inbox(client, { person }) {
  const { rows: posts } = await client.query('SELECT organisation, role FROM post WHERE person = $1', [person]);
  const { rows: cells } = await client.query('SELECT organisation FROM membership WHERE person = $1', [person]);
  const asked = posts.flatMap(({ organisation, role }) =>
    Object.keys(ANSWERS_FOR)
      .filter((asks) => ANSWERS_FOR[asks].includes(role))
      .map((asks) => ({ organisation, asks })),
  );
  const clerkOf = posts.filter(({ role }) => role === 'CLERK').map(({ organisation }) => organisation);
  const { rows: beneath } = await client.query(DOWNWARDS.text, [clerkOf]);
  const values = [
    cells.length > 0 ? person : null,
    asked.map(({ organisation }) => organisation),
    asked.map(({ asks }) => asks),
    beneath.map(({ id }) => id),
    ...[null, null, null, null, 201],
    ...[null, null, null, null, null],
  ];
  return [ITEMS_OF_CALLER.text, values];
}

function literal(client, value) {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map((one) => literal(client, one))}]::text[]`;
  return typeof value === 'number' ? String(value) : client.escapeLiteral(value);
}
