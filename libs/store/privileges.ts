import { accountOf, type DatabaseUrls } from './database-urls.js';

/** What separate accounts would enforce and these do not, by code; empty when all of it is enforced. */
export function unenforced(urls: DatabaseUrls): readonly string[] {
  const [owner, api, worker] = [accountOf(urls.owner), accountOf(urls.api), accountOf(urls.worker)];
  return [
    ...(owner === api ? ['API_OWNS_THE_TABLES'] : []),
    ...(owner === worker ? ['WORKER_OWNS_THE_TABLES'] : []),
    ...(api === worker ? ['API_AND_WORKER_ARE_ONE_ACCOUNT'] : []),
  ];
}

/** Statements that give api and worker what each needs and nothing more; running them again changes nothing. */
export function privileges(urls: DatabaseUrls): readonly string[] {
  const [owner, api, worker] = [accountOf(urls.owner), accountOf(urls.api), accountOf(urls.worker)];
  const granted = [...new Set([api, worker])].filter((account) => account !== owner).map(quote);
  return [
    ...granted.map((account) => `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${account}`),
    ...granted.map((account) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${account}`),
    ...(owner === api ? [] : grants(quote(api), API_GRANTS)),
    ...(owner === worker ? [] : grants(quote(worker), WORKER_GRANTS)),
    ...(worker === owner || worker === api
      ? []
      : [`REVOKE SELECT ON token, first_admin_token, account, document FROM ${quote(worker)}`]),
    ...rowSecurity(api, worker),
  ];
}

type Grant = readonly [privilege: string, tables: string];

const APPEND: readonly Grant[] = [
  ['INSERT', 'event, command, rejected_command, outbox'],
  ['INSERT, UPDATE', 'stream, review_case'],
  ['INSERT, UPDATE, DELETE', 'work_item'],
];
const API_GRANTS: readonly Grant[] = [
  ...APPEND,
  [
    'INSERT, UPDATE',
    'tier, organisation, organisation_parent, person, member, membership, post, residence_introduction, discipline',
  ],
  ['DELETE', 'residence_introduction'],
  ['INSERT', 'document, personal_reading'],
  ['INSERT, UPDATE', 'account, token'],
  ['INSERT, DELETE', 'first_admin_token'],
];
const WORKER_GRANTS: readonly Grant[] = [
  ...APPEND,
  ['INSERT, UPDATE', 'case_look'],
  ['UPDATE, DELETE', 'outbox'],
  ['INSERT', 'checkpoint'],
  ['INSERT', 'case_ahead'],
];

function grants(account: string, list: readonly Grant[]): readonly string[] {
  return list.map(([privilege, tables]) => `GRANT ${privilege} ON ${tables} TO ${account}`);
}

// Events that only a workflow records, and the decisions that it never records.
const STEPS = "('StepOpened', 'StepReminded', 'StepOverdue', 'StepEscalated', 'StepClosed', 'CaseClosed')";
const DECISIONS = "('ClassDecided', 'ListDecided', 'LineReturned', 'LinePutOff', 'VotesCounted', 'ClassProposed')";

// Recorded when it was recorded: neither account can write into the past. An import of a province is minutes of work.
const NOW = "recorded_at BETWEEN clock_timestamp() - interval '10 minutes' AND clock_timestamp() + interval '1 second'";

const POLICIES: Readonly<Record<string, Readonly<Record<'api' | 'worker', string>>>> = {
  event: {
    api: `actor <> 'procedure' AND recorder <> 'procedure' AND type NOT IN ${STEPS} AND ${NOW}`,
    worker: `actor = 'procedure' AND recorder = 'procedure' AND type NOT IN ${DECISIONS} AND ${NOW}`,
  },
  command: { api: "actor <> 'procedure'", worker: "actor = 'procedure'" },
  rejected_command: { api: "actor <> 'procedure'", worker: "actor = 'procedure'" },
};

function rowSecurity(api: string, worker: string): readonly string[] {
  return Object.entries(POLICIES).flatMap(([table, check]) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    ...['read', 'by_people', 'by_procedure'].map((policy) => `DROP POLICY IF EXISTS ${policy} ON ${table}`),
    `CREATE POLICY read ON ${table} FOR SELECT USING (true)`,
    `CREATE POLICY by_people ON ${table} FOR INSERT TO ${quote(api)} WITH CHECK (${check.api})`,
    `CREATE POLICY by_procedure ON ${table} FOR INSERT TO ${quote(worker)} WITH CHECK (${check.worker})`,
  ]);
}

function quote(account: string): string {
  return `"${account.replaceAll('"', '""')}"`;
}
