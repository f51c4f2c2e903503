import type pg from 'pg';
import type { StreamRow } from '../load.js';
import type { CaseChange } from './case-change.js';
import type { ChainedEvent } from './chain.js';
import type { ItemChange } from './work-item-change.js';
import { changeItems } from './change-items.js';

/** The answer to a command, replayed for the same id. */
export interface CommandRow {
  readonly id: string;
  readonly actor: string;
  readonly route: string;
  readonly payloadHash: Buffer;
  readonly answer: string;
  readonly at: string;
}

export interface Appending {
  readonly command: CommandRow;
  readonly events: readonly ChainedEvent[];
  readonly streams: readonly StreamRow[];
  readonly cases: readonly CaseChange[];
  readonly items: ItemChange;
}

type Sent = Promise<unknown>;

/** Sends everything of one transaction at once, the command first; the promises settle in that order. */
export function append(client: pg.ClientBase, { command, events, streams, cases, items }: Appending): readonly Sent[] {
  return [
    insertCommand(client, command),
    ...(events.length === 0
      ? []
      : [insertEvents(client, events), upsertStreams(client, streams), upsertCases(client, cases)]),
    ...changeItems(client, items),
    ...insertOutbox(client, cases, items),
  ];
}

const COMMAND = {
  name: 'command',
  text: 'INSERT INTO command (id, actor, route, payload_hash, answer, at) VALUES ($1, $2, $3, $4, $5, $6)',
};

export function insertCommand(client: pg.ClientBase, { id, actor, route, payloadHash, answer, at }: CommandRow): Sent {
  return client.query({ ...COMMAND, values: [id, actor, route, payloadHash, answer, at] });
}

// unnest, not jsonb_to_recordset: the planner takes the latter for a thousand rows and scans the table.
const EVENTS = {
  name: 'events',
  text: `INSERT INTO event (stream_id, version, case_id, type, schema_version, subject_id, body, data, actor, recorder,
           command_id, ordinal, occurred_at, recorded_at, prev_hash, hash)
         SELECT s, v, c, t, $5, u, b, d::jsonb, a, $9, $10, o, oa, $13, p, h
         FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $6::text[], $7::bytea[], $11::int[], $12::timestamptz[],
           $14::bytea[], $15::bytea[], $16::text[], $8::text[]) AS e(s, v, c, t, u, b, o, oa, p, h, d, a)`,
};

function insertEvents(client: pg.ClientBase, events: readonly ChainedEvent[]): Sent {
  const [first] = events;
  if (first === undefined) return Promise.resolve();
  const column = <Value>(pick: (event: ChainedEvent) => Value): Value[] => events.map(pick);
  const values = [
    column((event) => event.streamId),
    column((event) => event.version),
    column((event) => event.caseId),
    column((event) => event.type),
    first.schemaVersion,
    column((event) => event.subjectId),
    column((event) => event.body),
    column((event) => event.actor),
    first.recorder,
    first.commandId,
    column((event) => event.ordinal),
    column((event) => event.occurredAt),
    first.recordedAt,
    column((event) => event.prevHash),
    column((event) => event.hash),
    column((event) => event.data),
  ];
  return client.query({ ...EVENTS, values });
}

const STREAMS = {
  name: 'upsert-streams',
  text: `INSERT INTO stream (id, case_id, version, head, state)
         SELECT i, c, v, h, s::jsonb FROM unnest($1::text[], $2::text[], $3::int[], $4::bytea[], $5::text[]) AS n(i, c, v, h, s)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, head = excluded.head, state = excluded.state`,
};

function upsertStreams(client: pg.ClientBase, streams: readonly StreamRow[]): Sent {
  const values = [
    streams.map(({ id }) => id),
    streams.map(({ caseId }) => caseId),
    streams.map(({ version }) => version),
    streams.map(({ head }) => head),
    streams.map(({ state }) => JSON.stringify(state)),
  ];
  return client.query({ ...STREAMS, values });
}

const CASES = {
  name: 'upsert-cases',
  text: `INSERT INTO review_case AS c (id, kind, cycle, organisation, parent_case, version, opened, closed)
         SELECT i, k, y, o, p, 1, op, cl
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bool[]) AS n(i, k, y, o, p, op, cl)
         ON CONFLICT (id) DO UPDATE SET version = c.version + 1,
           organisation = coalesce(excluded.organisation, c.organisation),
           parent_case = coalesce(excluded.parent_case, c.parent_case),
           opened = c.opened OR excluded.opened, closed = c.closed OR excluded.closed`,
};

function upsertCases(client: pg.ClientBase, cases: readonly CaseChange[]): Sent {
  const values = [
    cases.map(({ id }) => id),
    cases.map(({ kind }) => kind),
    cases.map(({ cycle }) => cycle),
    cases.map(({ organisation }) => organisation),
    cases.map(({ parent }) => parent),
    cases.map(({ opened }) => opened),
    cases.map(({ closed }) => closed),
  ];
  return client.query({ ...CASES, values });
}

// A plain insert: an upsert would wait on the rows that relays hold. Urgent: a step has nobody left to wait for.
const OUTBOX = {
  name: 'outbox',
  text: `INSERT INTO outbox (case_id, urgent)
         SELECT c, u OR EXISTS (
           SELECT FROM unnest($3::text[], $4::text[], $5::text[]) AS g(gc, s, p)
           WHERE gc = c AND NOT EXISTS (SELECT FROM work_item w WHERE w.case_id = gc AND w.step = s AND w.pass = p))
         FROM unnest($1::text[], $2::bool[]) AS n(c, u)`,
};

function insertOutbox(client: pg.ClientBase, cases: readonly CaseChange[], { gone }: ItemChange): readonly Sent[] {
  const told = cases.filter(({ tell }) => tell !== null);
  if (told.length === 0) return [];
  const steps = [...new Map(gone.map((item) => [`${item.caseId}|${item.step}|${item.pass}`, item])).values()];
  const values = [
    told.map(({ id }) => id),
    told.map(({ tell }) => tell === 'URGENT'),
    steps.map(({ caseId }) => caseId),
    steps.map(({ step }) => step),
    steps.map(({ pass }) => pass),
  ];
  return [client.query({ ...OUTBOX, values })];
}
