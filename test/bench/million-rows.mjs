import { query } from './databases.mjs';

const DISTRICTS_OF_PROVINCE = 27;

// The k-th copy of a district stands in a province of its own cycle: every other province has closed its year, the rest have just opened it
const PROVINCE = `((k - 1) / ${DISTRICTS_OF_PROVINCE} + 1)`;
const IS_CLOSED = `${PROVINCE} % 2 = 1`;
const CYCLE = `'tinh-' || ${PROVINCE} || '-nam'`;
const organisation = (column) => `${column} || '.' || k`;
const person = (column) => `md5(${column}::text || '.' || k)::uuid`;
const caseId = (column) =>
  `split_part(${column}, '/', 1) || '/' || ${CYCLE} || '/' || split_part(${column}, '/', 3) || '.' || k`;
const eitherId = (column) =>
  `CASE WHEN ${column} ~ '^[0-9a-f]{8}-' THEN ${person(column)}::text ELSE ${organisation(column)} END`;
const date = `'2001-05-19'::date`;

const REGISTRY = {
  organisation: { id: organisation('t.id') },
  organisation_parent: { organisation: organisation('t.organisation'), parent: organisation('t.parent') },
  person: { id: person('t.id'), code: organisation('t.code') },
  member: { person: person('t.person') },
  membership: { person: person('t.person'), organisation: organisation('t.organisation') },
  post: { person: person('t.person'), organisation: organisation('t.organisation') },
};

const OF_A_CYCLE = {
  review_case: {
    id: caseId('t.id'),
    cycle: CYCLE,
    organisation: organisation('t.organisation'),
    parent_case: `CASE WHEN t.parent_case LIKE 'cycle/%' THEN 'committee/' || ${CYCLE} || '/tinh-' || ${PROVINCE}
      ELSE ${caseId('t.parent_case')} END`,
  },
  stream: {
    id: `CASE WHEN t.kind = 'procedure' THEN 'procedure/' || ${caseId('t.case_id')}
      ELSE t.kind || '/' || ${CYCLE} || '/' || CASE WHEN t.kind = 'member-review' THEN ${person('t.member')}::text ELSE ${organisation('t.organisation')} END END`,
    case_id: caseId('t.case_id'),
    cycle: CYCLE,
    organisation: organisation('t.organisation'),
    member: `${person('t.member')}::text`,
  },
  work_item: {
    case_id: caseId('t.case_id'),
    subject_id: eitherId('t.subject_id'),
    organisation: organisation('t.organisation'),
    member: `${person('t.member')}::text`,
  },
};

/**
 * Copies a district with a closed and an opened cycle until there are so many members, into the program's own tables
 * with their indexes: the rows of a real year, under other names. `root` is the district, `closed` and `opened` its cycles.
 */
export async function copyDistrict(url, { root, closed, opened, members, say }) {
  await query(url, async (client) => {
    // Rows that are right by construction; nobody's work hangs on them
    await client.query(
      'SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = 256000',
    );
    const tables = [...Object.keys(REGISTRY), ...Object.keys(OF_A_CYCLE)];
    for (const table of tables) await client.query(`CREATE TEMP TABLE of_${table} AS SELECT * FROM ${table}`);
    const { rows } = await client.query('SELECT count(*)::int AS n FROM of_member');
    const copies = Math.ceil(members / rows[0].n);
    const cycles = { closed, opened };
    for (let from = 1; from <= copies; from += DISTRICTS_OF_PROVINCE) {
      const to = Math.min(copies, from + DISTRICTS_OF_PROVINCE - 1);
      for (const [table, changed] of Object.entries(REGISTRY)) await copy(client, table, changed, { from, to });
      await province(client, { from, to, root });
      for (const [table, changed] of Object.entries(OF_A_CYCLE))
        await copy(client, table, changed, { from, to, cycles });
      await provincialCycle(client, { from, root, cycles });
      say(`  ${to * rows[0].n} members copied`);
    }
    for (const table of tables) await client.query(`VACUUM (ANALYZE) ${table}`);
  });
}

async function copy(client, table, changed, { from, to, cycles }) {
  const columns = await columnsOf(client, table);
  const values = columns.map((column) => changed[column] ?? `t.${column}`);
  const wanted = cycles && `CASE WHEN ${IS_CLOSED} THEN '${cycles.closed}' ELSE '${cycles.opened}' END`;
  const own = {
    review_case: `t.cycle = ${wanted} AND t.kind <> 'CYCLE'`,
    stream: `t.cycle = ${wanted} AND t.kind <> 'cycle' AND t.case_id NOT LIKE 'cycle/%'`,
    work_item: `split_part(t.case_id, '/', 2) = ${wanted} AND t.case_id NOT LIKE 'cycle/%'`,
  }[table];
  await client.query(
    `INSERT INTO ${table} (${columns}) SELECT ${values} FROM of_${table} t, generate_series(${from}, ${to}) k ${own ? `WHERE ${own}` : ''}`,
  );
}

async function columnsOf(client, table) {
  const { rows } = await client.query(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
      AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** A province above the districts of one batch, with a secretary. */
async function province(client, { from, to, root }) {
  const name = `'tinh-' || ${PROVINCE}`;
  const k = `(SELECT ${from} AS k) one`;
  await client.query(`
    INSERT INTO organisation SELECT ${name}, ${name}, t.tier, NULL FROM of_organisation t, ${k} WHERE t.id = '${root}';
    INSERT INTO organisation_parent
      SELECT '${root}.' || n, ${name}, ${date}, NULL FROM ${k}, generate_series(${from}, ${to}) n;
    INSERT INTO person SELECT md5(${name})::uuid, ${name} || '.secretary', ${name} FROM ${k};
    INSERT INTO post SELECT md5(${name})::uuid, ${name}, 'SECRETARY', ${date}, NULL FROM ${k};
  `);
}

/** Its cycle and its own case: those of the district, under its name. */
async function provincialCycle(client, { from, root, cycles }) {
  const k = `(SELECT ${from} AS k) one`;
  const name = `'tinh-' || ${PROVINCE}`;
  const wanted = `CASE WHEN ${IS_CLOSED} THEN '${cycles.closed}' ELSE '${cycles.opened}' END`;
  const rename = (column) =>
    `CASE split_part(${column}, '/', 1) WHEN 'cycle' THEN 'cycle/' || ${CYCLE} ELSE 'committee/' || ${CYCLE} || '/' || ${name} END`;
  const cases = await columnsOf(client, 'review_case');
  const streams = await columnsOf(client, 'stream');
  const ofCase = {
    id: rename('t.id'),
    cycle: CYCLE,
    organisation: `CASE WHEN t.organisation IS NOT NULL THEN ${name} END`,
    parent_case: `'cycle/' || ${CYCLE}`,
  };
  const ofStream = {
    id: `CASE t.kind WHEN 'cycle' THEN 'cycle/' || ${CYCLE} WHEN 'procedure' THEN 'procedure/' || ${rename('t.case_id')} ELSE t.kind || '/' || ${CYCLE} || '/' || ${name} END`,
    case_id: rename('t.case_id'),
    cycle: CYCLE,
    organisation: name,
    state: `CASE t.kind WHEN 'cycle' THEN jsonb_set(jsonb_set(t.state, '{created,root}', to_jsonb(${name})), '{created,cycle}', to_jsonb(${CYCLE})) ELSE t.state END`,
  };
  const values = (columns, changed) => columns.map((column) => changed[column] ?? `t.${column}`);
  await client.query(`
    INSERT INTO review_case (${cases}) SELECT ${values(cases, ofCase)} FROM of_review_case t, ${k}
      WHERE t.cycle = ${wanted} AND (t.kind = 'CYCLE' OR t.organisation = '${root}');
    INSERT INTO stream (${streams}) SELECT ${values(streams, ofStream)} FROM of_stream t, ${k}
      WHERE t.cycle = ${wanted} AND (t.kind = 'cycle' OR t.organisation = '${root}' AND t.kind IN ('procedure', 'organisation-review'));
  `);
}
