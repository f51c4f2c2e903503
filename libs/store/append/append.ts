import type pg from 'pg';
import type { StreamRow } from '../stream-row.js';
import { streamColumns } from '../stream-columns.js';
import type { CaseChange } from './case-change.js';
import type { ChainedEvent } from './chain.js';
import { itemParts } from './item-parts.js';
import { outboxPart } from './outbox-part.js';
import { partOf, together, type Part } from './part.js';
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

const COMMAND = { id: 'uuid', actor: 'text', route: 'text', hash: 'bytea', answer: 'text', at: 'timestamptz' };

export function commandPart({ id, actor, route, payloadHash, answer, at }: CommandRow): Part {
  return partOf(
    'command',
    COMMAND,
    [[id, actor, route, payloadHash, answer, at]],
    (rows) => `
    INSERT INTO command (id, actor, route, payload_hash, answer, at)
    SELECT id, actor, route, hash, answer::jsonb, at FROM ${rows}`,
  );
}

const EVENT = {
  stream_id: 'text',
  version: 'int',
  case_id: 'text',
  type: 'text',
  schema_version: 'int',
  subject_id: 'text',
  body: 'bytea',
  data: 'text',
  actor: 'text',
  recorder: 'text',
  command_id: 'uuid',
  ordinal: 'int',
  occurred_at: 'timestamptz',
  recorded_at: 'timestamptz',
  prev_hash: 'bytea',
  hash: 'bytea',
};

function eventPart(events: readonly ChainedEvent[]): Part {
  const rows = events.map((event) => [
    event.streamId,
    event.version,
    event.caseId,
    event.type,
    event.schemaVersion,
    event.subjectId,
    event.body,
    event.data,
    event.actor,
    event.recorder,
    event.commandId,
    event.ordinal,
    event.occurredAt,
    event.recordedAt,
    event.prevHash,
    event.hash,
  ]);
  return partOf(
    'events',
    EVENT,
    rows,
    (from) => `
    INSERT INTO event (${Object.keys(EVENT).join(', ')})
    SELECT stream_id, version, case_id, type, schema_version, subject_id, body, data::jsonb, actor, recorder, command_id,
      ordinal, occurred_at, recorded_at, prev_hash, hash FROM ${from}`,
  );
}

const STREAM = {
  id: 'text',
  case_id: 'text',
  version: 'int',
  head: 'bytea',
  state: 'text',
  kind: 'text',
  cycle: 'text',
  organisation: 'text',
  member: 'text',
  number: 'int',
};

function streamPart(streams: readonly StreamRow[]): Part {
  const rows = streams.map((stream) => {
    const { kind, cycle, organisation, member, number } = streamColumns(stream);
    const { id, caseId, version, head, state } = stream;
    return [id, caseId, version, head, JSON.stringify(state), kind, cycle, organisation, member, number];
  });
  return partOf(
    'streams',
    STREAM,
    rows,
    (from) => `
    INSERT INTO stream (${Object.keys(STREAM).join(', ')})
    SELECT id, case_id, version, head, state::jsonb, kind, cycle, organisation, member, number FROM ${from}
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, head = excluded.head, state = excluded.state`,
  );
}

const CASE = {
  id: 'text',
  kind: 'text',
  cycle: 'text',
  organisation: 'text',
  parent: 'text',
  opened: 'bool',
  closed: 'bool',
};

function casePart(cases: readonly CaseChange[]): Part {
  const rows = cases.map(({ id, kind, cycle, organisation, parent, opened, closed }) => [
    ...[id, kind, cycle, organisation, parent],
    ...[opened, closed],
  ]);
  return partOf(
    'cases',
    CASE,
    rows,
    (from) => `
    INSERT INTO review_case AS c (id, kind, cycle, organisation, parent_case, version, opened, closed)
    SELECT id, kind, cycle, organisation, parent, 1, opened, closed FROM ${from}
    ON CONFLICT (id) DO UPDATE SET version = c.version + 1,
      organisation = coalesce(excluded.organisation, c.organisation),
      parent_case = coalesce(excluded.parent_case, c.parent_case),
      opened = c.opened OR excluded.opened, closed = c.closed OR excluded.closed`,
  );
}
