import type pg from 'pg';
import type { StreamRow } from '../load.js';
import { streamColumns } from '../stream-columns.js';
import type { CaseChange } from './case-change.js';
import type { ChainedEvent } from './chain.js';
import { itemParts } from './item-parts.js';
import { outboxPart } from './outbox-part.js';
import { together, type Part } from './part.js';
import type { ItemChange } from './work-item-change.js';

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

/** Everything that one transaction writes, in one statement. */
export function append({ command, events, streams, cases, items }: Appending): pg.QueryConfig {
  const recorded = events.length === 0 ? [] : [eventPart(events), streamPart(streams), casePart(cases)];
  return together([commandPart(command), ...recorded, ...itemParts(items), ...outboxPart(cases, items)]);
}

export function commandPart({ id, actor, route, payloadHash, answer, at }: CommandRow): Part {
  return {
    key: 'command',
    sql: `INSERT INTO command (id, actor, route, payload_hash, answer, at)
          VALUES ($1::uuid, $2::text, $3::text, $4::bytea, $5::jsonb, $6::timestamptz)`,
    values: [id, actor, route, payloadHash, answer, at],
  };
}

// unnest, not jsonb_to_recordset: the planner takes the latter for a thousand rows and scans the table.
const EVENTS = `
  INSERT INTO event (stream_id, version, case_id, type, schema_version, subject_id, body, data, actor, recorder,
    command_id, ordinal, occurred_at, recorded_at, prev_hash, hash)
  SELECT s, v, c, t, $5::int, u, b, d::jsonb, a, $9::text, $10::uuid, o, oa, $13::timestamptz, p, h
  FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $6::text[], $7::bytea[], $11::int[], $12::timestamptz[],
    $14::bytea[], $15::bytea[], $16::text[], $8::text[]) AS e(s, v, c, t, u, b, o, oa, p, h, d, a)`;

function eventPart(events: readonly ChainedEvent[]): Part {
  const [first] = events;
  const column = <Value>(pick: (event: ChainedEvent) => Value): Value[] => events.map(pick);
  return {
    key: 'events',
    sql: EVENTS,
    values: [
      column((event) => event.streamId),
      column((event) => event.version),
      column((event) => event.caseId),
      column((event) => event.type),
      first?.schemaVersion,
      column((event) => event.subjectId),
      column((event) => event.body),
      column((event) => event.actor),
      first?.recorder,
      first?.commandId,
      column((event) => event.ordinal),
      column((event) => event.occurredAt),
      first?.recordedAt,
      column((event) => event.prevHash),
      column((event) => event.hash),
      column((event) => event.data),
    ],
  };
}

const STREAMS = `
  INSERT INTO stream (id, case_id, version, head, state, kind, cycle, organisation, member, number)
  SELECT i, c, v, h, s::jsonb, k, y, o, m, n
  FROM unnest($1::text[], $2::text[], $3::int[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[])
    AS r(i, c, v, h, s, k, y, o, m, n)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, head = excluded.head, state = excluded.state`;

function streamPart(streams: readonly StreamRow[]): Part {
  const columns = streams.map(streamColumns);
  return {
    key: 'streams',
    sql: STREAMS,
    values: [
      streams.map(({ id }) => id),
      streams.map(({ caseId }) => caseId),
      streams.map(({ version }) => version),
      streams.map(({ head }) => head),
      streams.map(({ state }) => JSON.stringify(state)),
      columns.map(({ kind }) => kind),
      columns.map(({ cycle }) => cycle),
      columns.map(({ organisation }) => organisation),
      columns.map(({ member }) => member),
      columns.map(({ number }) => number),
    ],
  };
}

const CASES = `
  INSERT INTO review_case AS c (id, kind, cycle, organisation, parent_case, version, opened, closed)
  SELECT i, k, y, o, p, 1, op, cl
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bool[]) AS n(i, k, y, o, p, op, cl)
  ON CONFLICT (id) DO UPDATE SET version = c.version + 1,
    organisation = coalesce(excluded.organisation, c.organisation),
    parent_case = coalesce(excluded.parent_case, c.parent_case),
    opened = c.opened OR excluded.opened, closed = c.closed OR excluded.closed`;

function casePart(cases: readonly CaseChange[]): Part {
  return {
    key: 'cases',
    sql: CASES,
    values: [
      cases.map(({ id }) => id),
      cases.map(({ kind }) => kind),
      cases.map(({ cycle }) => cycle),
      cases.map(({ organisation }) => organisation),
      cases.map(({ parent }) => parent),
      cases.map(({ opened }) => opened),
      cases.map(({ closed }) => closed),
    ],
  };
}
