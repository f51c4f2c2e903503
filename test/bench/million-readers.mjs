import { createHash, randomBytes } from 'node:crypto';
import { query } from './databases.mjs';

/** Who looks at what: each kind of reader, with the people of that kind and what they open. */
const KINDS = {
  member: {
    people: `SELECT DISTINCT w.member AS person, NULL AS cycle FROM work_item w WHERE w.member IS NOT NULL LIMIT $1`,
    opens: ['inbox'],
  },
  'cell secretary': { people: postIn("c.kind = 'CELL'", 'SECRETARY'), opens: ['inbox', 'report'] },
  'clerk of a commune': { people: postIn("c.kind = 'COMMITTEE'", 'CLERK'), opens: ['inbox'] },
  'district organisation board': {
    people: postIn("c.kind = 'COMMITTEE'", 'ORG_DEPT', `c.organisation LIKE $2 || '.%'`),
    opens: ['inbox', 'report'],
  },
  'secretary of a province': {
    people: postIn("c.organisation LIKE 'tinh-%'", 'SECRETARY'),
    opens: ['inbox', 'report'],
  },
};

function postIn(where, role, more = '$2::text IS NOT NULL') {
  return `SELECT DISTINCT ON (c.id) p.person::text AS person, c.cycle FROM review_case c JOIN post p ON p.organisation = c.organisation
    WHERE ${where} AND p.role = '${role}' AND c.cycle LIKE 'tinh-%' AND ${more} LIMIT $1`;
}

/** People of each kind from all over the million, with tokens of their own. */
export async function readers(url, { root, each }) {
  return query(url, async (client) => {
    const found = [];
    for (const [kind, { people, opens }] of Object.entries(KINDS)) {
      // Spread over the whole table: neighbours would find each other's pages in memory
      const text = `SELECT * FROM (${people.replace('LIMIT $1', '')}) everyone ORDER BY md5(person) LIMIT $1`;
      const values = people.includes('$2') ? [each, root] : [each];
      const { rows } = await client.query(text, values);
      if (rows.length === 0) throw new Error(`nobody is ${kind}`);
      for (const { person, cycle } of rows)
        found.push({ kind, person, cycle, opens, token: await tokenFor(client, person) });
    }
    return found;
  });
}

/** A token for somebody of this code. */
export const tokenOf = (url, code) =>
  query(url, async (client) => {
    const { rows } = await client.query('SELECT id FROM person WHERE code = $1', [code]);
    return tokenFor(client, rows[0].id);
  });

async function tokenFor(client, person) {
  const token = randomBytes(24).toString('base64url');
  await client.query('INSERT INTO account (person, admin) VALUES ($1, false) ON CONFLICT DO NOTHING', [person]);
  await client.query("INSERT INTO token (sha256, person, expires_at) VALUES ($1, $2, now() + interval '1 day')", [
    createHash('sha256').update(token).digest(),
    person,
  ]);
  return token;
}
