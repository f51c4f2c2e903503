import type pg from 'pg';
import { procedureStream } from '../domain/ids.js';
import type { Post } from '../domain/people.js';
import type { Plan } from '../domain/handling/world.js';

/** One stored stream, as it is after the locks. */
export interface StreamRow {
  readonly id: string;
  readonly caseId: string;
  readonly version: number;
  readonly head: Buffer;
  readonly state: unknown;
}

export interface CaseRow {
  readonly id: string;
  readonly version: number;
  readonly opened: boolean;
  readonly closed: boolean;
}

type Querying = Pick<pg.ClientBase | pg.Pool, 'query'>;
export type Needs = Pick<Plan, 'cases' | 'streams' | 'membersOf' | 'below'>;

const BELOW = `
  WITH RECURSIVE below AS (
    SELECT id FROM review_case WHERE parent_case = $2
    UNION SELECT c.id FROM review_case c JOIN below b ON c.parent_case = b.id
  )`;

const CASES = {
  name: 'cases',
  text: 'SELECT id, version, opened, closed FROM review_case WHERE id = ANY($1) ORDER BY id',
};
const CASES_BELOW = {
  name: 'cases-below',
  text: `${BELOW} SELECT id, version, opened, closed FROM review_case WHERE id = ANY($1) OR id IN (SELECT id FROM below) ORDER BY id`,
};

/** The versions of the cases in question, locked in id order where asked. */
export async function readCases(
  client: Querying,
  { cases, below }: Needs,
  lock: 'FOR UPDATE' | '',
): Promise<readonly CaseRow[]> {
  const { name, text } = below === null ? CASES : CASES_BELOW;
  const values = below === null ? [cases] : [cases, below];
  const query = lock === '' ? { name, text } : { name: `${name}-locked`, text: `${text} ${lock}` };
  const { rows } = await client.query<CaseRow>({ ...query, values });
  return rows;
}

const COLUMNS = 'id, case_id AS "caseId", version, head, state';
const STREAMS = { name: 'streams', text: `SELECT ${COLUMNS} FROM stream WHERE id = ANY($1)` };
const STREAMS_AND_MEMBERS = {
  name: 'streams-and-members',
  text: `SELECT ${COLUMNS} FROM stream WHERE id = ANY($1)
         UNION ALL SELECT ${COLUMNS} FROM stream WHERE case_id = ANY($2) AND kind = 'member-review' AND id <> ALL($1)`,
};
const STREAMS_BELOW = {
  name: 'streams-below',
  text: `${BELOW} SELECT ${COLUMNS} FROM stream WHERE id = ANY($1) OR id IN (SELECT 'procedure/' || id FROM below)
         UNION ALL SELECT ${COLUMNS} FROM stream WHERE case_id = ANY($3) AND kind = 'member-review' AND id <> ALL($1)`,
};

/** Every stream that a plan names, in whatever order. */
export async function readStreams(client: Querying, needs: Needs): Promise<readonly StreamRow[]> {
  const ids = [...new Set([...needs.cases.map(procedureStream), ...needs.streams])];
  const { rows } = await client.query<StreamRow>(statementFor(needs, ids));
  return rows;
}

function statementFor({ membersOf, below }: Needs, ids: readonly string[]): pg.QueryConfig {
  if (below !== null) return { ...STREAMS_BELOW, values: [ids, below, membersOf] };
  if (membersOf.length > 0) return { ...STREAMS_AND_MEMBERS, values: [ids, membersOf] };
  return { ...STREAMS, values: [ids] };
}

/** What else a decision depends on: the instant, an earlier answer to the same command, the actor's posts. */
export interface Circumstances {
  readonly now: Date;
  readonly answered: {
    readonly actor: string;
    readonly route: string;
    readonly payloadHash: string;
    readonly answer: unknown;
  } | null;
  readonly isMember: boolean;
  readonly posts: readonly Post[];
}

// Posts begin and end on Vietnamese days.
export const TODAY = "(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date";

const CIRCUMSTANCES = {
  name: 'circumstances',
  text: `
    SELECT date_trunc('milliseconds', clock_timestamp()) AS now,
      (SELECT json_build_object('actor', actor, 'route', route, 'payloadHash', encode(payload_hash, 'hex'), 'answer', answer)
         FROM command WHERE id = $1) AS answered,
      EXISTS (SELECT FROM member WHERE person = $2) AS "isMember",
      (SELECT coalesce(json_agg(json_build_object('role', role, 'organisation', organisation, 'from', from_on, 'until', until_on)), '[]')
         FROM post WHERE person = $2 AND from_on <= ${TODAY} AND (until_on IS NULL OR ${TODAY} < until_on)) AS posts`,
};

/** Read after the locks: with the clock of the transaction's start, two in five instants would run backwards. */
export async function readCircumstances(
  client: Querying,
  commandId: string,
  person: string | null,
): Promise<Circumstances> {
  const { rows } = await client.query<Circumstances>({ ...CIRCUMSTANCES, values: [commandId, person] });
  const [row] = rows;
  if (row === undefined) throw new Error('the database gave no instant');
  return row;
}
