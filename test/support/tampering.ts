import { chain, genesis, type EventColumns } from '../../libs/store/append/chain.js';
import { fold, initialOf, type StoredEvent } from '../../libs/store/fold.js';
import type { TestDatabase } from './postgres.js';

const KEPT = ['event', 'stream', 'command', 'checkpoint'] as const;
const APPEND_ONLY = ['event', 'command', 'checkpoint'] as const;

/** Changes something as only the superuser can, looks, and puts all of it back. */
export async function tampered<Result>(
  database: TestDatabase,
  change: () => Promise<unknown>,
  look: () => Promise<Result>,
): Promise<Result> {
  const each = (tables: readonly string[], statement: (table: string) => string) =>
    database.query(tables.map(statement).join(';\n'));
  await each(KEPT, (table) => `CREATE TABLE kept_${table} AS TABLE ${table}`);
  await each(APPEND_ONLY, (table) => `ALTER TABLE ${table} DISABLE TRIGGER ${table}_is_append_only`);
  try {
    await change();
    return await look();
  } finally {
    await each(KEPT, (table) => `DELETE FROM ${table}`);
    await database.query(`
      INSERT INTO event OVERRIDING SYSTEM VALUE SELECT * FROM kept_event;
      INSERT INTO command SELECT * FROM kept_command;
      INSERT INTO checkpoint SELECT * FROM kept_checkpoint;
      INSERT INTO stream (id, case_id, version, head, state, kind, cycle, organisation, member, number)
        SELECT id, case_id, version, head, state, kind, cycle, organisation, member, number FROM kept_stream;
    `);
    await each(KEPT, (table) => `DROP TABLE kept_${table}`);
    await each(APPEND_ONLY, (table) => `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_is_append_only`);
  }
}

interface Row extends EventColumns {
  readonly payload: Record<string, unknown>;
}

/** What a forger makes of the events of a stream; their versions are given anew. */
export type Forgery = (events: readonly Row[]) => readonly Row[];

/**
 * The forger who knows everything: writes the history of a stream anew with a chain that is sound in itself, the stored
 * state and head that follow from it, and answers of commands that count no other events.
 */
export async function rewriteStream(database: TestDatabase, stream: string, forgery: Forgery): Promise<void> {
  const forged = forgery(await eventsOf(database, stream)).map((event, at) => ({ ...event, version: at + 1 }));
  await database.query('DELETE FROM event WHERE stream_id = $1', [stream]);
  let [head, state] = [genesis(stream), initialOf(stream)];
  for (const { payload, ...columns } of forged) {
    const event = chain(columns, payload, head);
    head = event.hash;
    state = fold(stream, state, { type: event.type, ...payload } as StoredEvent, event.recorder);
    await database.query(INSERT, [
      ...[event.streamId, event.version, event.caseId, event.type, event.schemaVersion, event.subjectId, event.body],
      ...[event.data, event.actor, event.recorder, event.commandId, event.ordinal, event.occurredAt, event.recordedAt],
      ...[event.prevHash, event.hash],
    ]);
  }
  await database.query(
    forged.length === 0
      ? 'DELETE FROM stream WHERE id = $1'
      : 'UPDATE stream SET version = $2, head = $3, state = $4 WHERE id = $1',
    forged.length === 0 ? [stream] : [stream, forged.length, head, JSON.stringify(state)],
  );
  await database.query(ANSWERS);
}

const INSERT = `
  INSERT INTO event (stream_id, version, case_id, type, schema_version, subject_id, body, data, actor, recorder, command_id,
    ordinal, occurred_at, recorded_at, prev_hash, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`;

const ANSWERS = `
  UPDATE command c SET answer = jsonb_set(c.answer, '{events}', to_jsonb(e.count))
  FROM (SELECT c.id, count(e.command_id)::int AS count FROM command c LEFT JOIN event e ON e.command_id = c.id GROUP BY c.id) e
  WHERE e.id = c.id AND c.answer ? 'events'`;

async function eventsOf(database: TestDatabase, stream: string): Promise<readonly Row[]> {
  const rows = await database.query(
    "SELECT convert_from(body, 'UTF8') AS body FROM event WHERE stream_id = $1 ORDER BY version",
    [stream],
  );
  return rows.map(({ body }) => JSON.parse(String(body)) as Row);
}
