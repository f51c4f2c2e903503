import { OUTBOX_LIMIT_MS, storeAlarms } from './alarms.js';
import { accountOf, type DatabaseUrls } from './database-urls.js';
import { schemaState } from './migrate.js';
import { openPool } from './pool.js';
import { unenforced } from './privileges.js';
import { read, type Pooled } from './read.js';

export type CheckName =
  | 'SERVER_VERSION'
  | 'SCHEMA'
  | 'ACCOUNTS'
  | 'APPEND_ONLY'
  | 'DURABILITY'
  | 'DATA_CHECKSUMS'
  | 'WAL_ARCHIVE'
  | 'OUTBOX'
  | 'CASES_UNSEEN';

/** What was looked at, what was found, and whether that is good, worth a word, or bad. */
export interface Check {
  readonly check: CheckName;
  readonly state: 'GOOD' | 'WARNING' | 'BAD';
  readonly found: string;
}

const OLDEST = 150_000;
const NEWEST = 190_000;

/** Looks at the database as an operator should before people depend on it; changes nothing. */
export async function examine(urls: DatabaseUrls): Promise<readonly Check[]> {
  const schema = await schemaState(urls.owner);
  const pool = openPool({ url: urls.owner, applicationName: 'kiemdiem doctor', size: 1 });
  try {
    const state = schema === 'CURRENT' ? 'GOOD' : 'BAD';
    return [
      ...(await serverChecks({ pool })),
      { check: 'SCHEMA', state, found: schema },
      ...accountChecks(urls),
      ...(schema === 'CURRENT' ? [await appendOnly({ pool }, urls), ...(await procedureChecks({ pool }))] : []),
    ];
  } finally {
    await pool.end();
  }
}

const SERVER = `
  SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS "shownVersion",
    current_setting('data_checksums') AS checksums, current_setting('archive_mode') AS archive,
    current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
      AND current_setting('synchronous_commit') NOT IN ('off') AS durable`;

async function serverChecks(store: Pooled): Promise<readonly Check[]> {
  const [server] = await read<{
    version: number;
    shownVersion: string;
    checksums: string;
    archive: string;
    durable: boolean;
  }>(store, { text: SERVER });
  if (server === undefined) throw new Error('the server says nothing of itself');
  const { version, shownVersion, checksums, archive, durable } = server;
  return [
    { check: 'SERVER_VERSION', state: version >= OLDEST && version < NEWEST ? 'GOOD' : 'WARNING', found: shownVersion },
    { check: 'DURABILITY', state: durable ? 'GOOD' : 'BAD', found: durable ? 'on' : 'off' },
    { check: 'DATA_CHECKSUMS', state: checksums === 'on' ? 'GOOD' : 'WARNING', found: checksums },
    { check: 'WAL_ARCHIVE', state: archive === 'off' ? 'WARNING' : 'GOOD', found: archive },
  ];
}

function accountChecks(urls: DatabaseUrls): readonly Check[] {
  const codes = unenforced(urls);
  const found = codes.length === 0 ? Object.values(urls).map(accountOf).join(', ') : codes.join(', ');
  return [{ check: 'ACCOUNTS', state: codes.length === 0 ? 'GOOD' : 'WARNING', found }];
}

// Of the record: who may change it, and on which table nothing would stop even its owner.
const HOLES = `
  SELECT format('%s: %s on %s', account, privilege, name) AS hole
  FROM unnest($1::text[]) account, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) privilege, unnest($2::text[]) name
  WHERE has_table_privilege(account, name, privilege)
  UNION ALL
  SELECT format('no trigger on %s', name) FROM unnest($2::text[]) name
  WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = name::regclass AND tgname = name || '_is_append_only' AND tgenabled = 'A')`;

async function appendOnly(store: Pooled, urls: DatabaseUrls): Promise<Check> {
  const owner = accountOf(urls.owner);
  const accounts = [accountOf(urls.api), accountOf(urls.worker)].filter((account) => account !== owner);
  const values = [accounts, ['event', 'command', 'rejected_command']];
  const holes = (await read<{ hole: string }>(store, { text: HOLES, values })).map(({ hole }) => hole);
  return {
    check: 'APPEND_ONLY',
    state: holes.length === 0 ? 'GOOD' : 'BAD',
    found: holes.length === 0 ? 'on' : holes.join('; '),
  };
}

async function procedureChecks(store: Pooled): Promise<readonly Check[]> {
  const { outboxRows, oldestOutboxRowMs, openCases, unseenCases } = await storeAlarms(store);
  return [
    {
      check: 'OUTBOX',
      state: oldestOutboxRowMs > OUTBOX_LIMIT_MS ? 'WARNING' : 'GOOD',
      found: `${outboxRows}, ${Math.round(oldestOutboxRowMs / 1_000)} s`,
    },
    { check: 'CASES_UNSEEN', state: unseenCases > 0 ? 'WARNING' : 'GOOD', found: `${unseenCases}/${openCases}` },
  ];
}
