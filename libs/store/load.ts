import type pg from 'pg';
import { procedureStream } from '../domain/ids.js';
import type { Post } from '../domain/people.js';
import type { CaseRow, Needs } from './loaded.js';
import { delegationHolds, heldToday } from './registry/held.js';
import { withKnown } from './state-cache.js';
import type { StreamRow } from './stream-row.js';

type Querying = Pick<pg.ClientBase | pg.Pool, 'query'>;

function belowCase(value: string): string {
  return `
  WITH RECURSIVE below AS (
    SELECT id FROM review_case WHERE parent_case = ${value}
    UNION SELECT c.id FROM review_case c JOIN below b ON c.parent_case = b.id
  )`;
}

const CASES = {
  name: 'cases',
  text: 'SELECT id, version, opened, closed FROM review_case WHERE id = ANY($1) ORDER BY id',
};
const CASES_BELOW = {
  name: 'cases-below',
  text: `${belowCase('$2')} SELECT id, version, opened, closed FROM review_case WHERE id = ANY($1) OR id IN (SELECT id FROM below) ORDER BY id`,
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

/** Which streams a plan means, over the ids $1, members of $2 and, where asked, cases below $3. */
const NAMED = 'id = ANY($1)';
const MEMBERS = "case_id = ANY($2) AND kind = 'member-review' AND id <> ALL($1)";
const UNDER = "id IN (SELECT 'procedure/' || id FROM below)";

interface Selection {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

function streamsOf({ cases, streams, membersOf, below }: Needs, columns: string): Selection {
  const ids = [...new Set([...cases.map(procedureStream), ...streams])];
  const named = `SELECT ${columns} FROM stream WHERE ${NAMED}`;
  const members = `SELECT ${columns} FROM stream WHERE ${MEMBERS}`;
  if (below !== null) {
    const under = `SELECT ${columns} FROM stream WHERE ${UNDER} AND id <> ALL($1)`;
    return {
      name: 'below',
      text: `${belowCase('$3')} ${named} UNION ALL ${members} UNION ALL ${under}`,
      values: [ids, membersOf, below],
    };
  }
  if (membersOf.length === 0) return { name: 'named', text: named, values: [ids] };
  return { name: 'members', text: `${named} UNION ALL ${members}`, values: [ids, membersOf] };
}

/** Every stream that a plan names, in whatever order. */
export async function readStreams(client: Querying, needs: Needs): Promise<readonly StreamRow[]> {
  const { name, text, values } = streamsOf(needs, 'id, case_id AS "caseId", version, head, state');
  const { rows } = await client.query<StreamRow>({ name: `streams ${name}`, text, values: [...values] });
  return rows;
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

// $1 the command, $2 the person who sent it.
const CIRCUMSTANCES = `
  date_trunc('milliseconds', clock_timestamp()) AS now,
  (SELECT json_build_object('actor', actor, 'route', route, 'payloadHash', encode(payload_hash, 'hex'), 'answer', answer)
     FROM command WHERE id = $1) AS answered,
  EXISTS (SELECT FROM member WHERE person = $2) AS "isMember",
  (SELECT coalesce(json_agg(json_build_object('role', role, 'organisation', organisation, 'from', from_on, 'until', until_on,
       'delegatedBy', delegated_by)), '[]')
     FROM post p WHERE person = $2 AND ${heldToday('p')} AND ${delegationHolds('p')}) AS posts`;

export async function readCircumstances(
  client: Querying,
  commandId: string,
  person: string | null,
): Promise<Circumstances> {
  const values = [commandId, person];
  return only(
    (await client.query<Circumstances>({ name: 'circumstances', text: `SELECT ${CIRCUMSTANCES}`, values })).rows,
  );
}

interface SceneRow extends Circumstances {
  readonly streams: readonly (Omit<StreamRow, 'head'> & { readonly head: string })[];
}

export interface Scene {
  readonly circumstances: Circumstances;
  readonly streams: readonly StreamRow[];
}

/**
 * Circumstances and streams together, read after the locks: with the clock of the transaction's start, two in five
 * instants would run backwards. States that are `known` by the heads of their streams are not sent.
 */
export async function readScene(client: Querying, needs: Needs, { commandId, person, known }: Asked): Promise<Scene> {
  const { name, text, values } = streamsOf(needs, 'id, case_id, version, head, state');
  const shifted = text.replaceAll(/\$(\d)/g, (_, number: string) => `$${Number(number) + 3}`);
  const heads = [...known.values()].map(({ head }) => head);
  const { rows } = await client.query<SceneRow>({
    name: `scene ${name}`,
    text: `SELECT ${CIRCUMSTANCES},
      (SELECT coalesce(json_agg(json_build_object('id', id, 'caseId', case_id, 'version', version, 'head', encode(head, 'hex'),
                'state', CASE WHEN head <> ALL ($3::bytea[]) THEN state END)), '[]') FROM (${shifted}) s) AS streams`,
    values: [commandId, person, heads, ...values],
  });
  const circumstances = only(rows);
  const streams = circumstances.streams.map((row) => ({ ...row, head: Buffer.from(row.head, 'hex') }));
  return { circumstances, streams: withKnown(streams, known) };
}

export interface Asked {
  readonly commandId: string;
  readonly person: string | null;
  readonly known: ReadonlyMap<string, StreamRow>;
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('the database gave no instant');
  return row;
}
