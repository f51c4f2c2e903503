import type pg from 'pg';
import type { Accepted } from '../domain/handling/world.js';
import { append, commandPart, type CommandRow } from './append/append.js';
import { caseChanges } from './append/case-change.js';
import { foldEvents } from './append/fold-events.js';
import { together, type Part } from './append/part.js';
import { itemChange } from './append/work-item-change.js';
import { payloadHash, recorderOf, type Envelope, type Handled, type RejectedCommand } from './envelope.js';
import type { Circumstances } from './load.js';
import { worldOf, type Loaded } from './loaded.js';
import { pipelined } from './pipelined.js';
import type { Store } from './store.js';

/** Writes what a command decided, and its answer, and commits: one round trip. */
export async function record(
  client: pg.PoolClient,
  { states }: Store,
  envelope: Envelope,
  loaded: Loaded,
  decision: Accepted,
  { now }: Circumstances,
): Promise<Handled> {
  const recording = { commandId: envelope.commandId, recorder: recorderOf(envelope), now: now.toISOString() };
  const folded = foldEvents(loaded.streams, decision.events, recording);
  const cases = caseChanges(
    loaded,
    decision.events,
    envelope.actor.kind === 'PROCEDURE' ? envelope.command.case : null,
  );
  const unlocked = cases.find(({ id, opened }) => !opened && !loaded.cases.has(id) && !isNew(id, decision));
  if (unlocked !== undefined)
    throw new Error(`${envelope.command.type} records in ${unlocked.id}, which it did not lock`);
  const answer: Handled = {
    outcome: 'ACCEPTED',
    answer: decision.answer,
    versions: Object.fromEntries(cases.map(({ id }) => [id, (loaded.cases.get(id)?.version ?? 0) + 1])),
    events: folded.events.length,
    replayed: false,
  };
  const writing = append({
    command: commandRow(envelope, answer, recording.now),
    events: folded.events,
    streams: [...folded.streams.values()],
    cases,
    items: itemChange(loaded, decision.events, worldOf(loaded), worldOf(loaded, folded.streams)),
  });
  await commit(client, writing);
  states.keep(folded.streams.values());
  return answer;
}

// A cycle that is being created, or a case that is being opened, has no row to lock yet.
function isNew(caseId: string, { events }: Accepted): boolean {
  return events.some(
    ({ caseId: owner, event }) => owner === caseId && (event.type === 'CycleCreated' || event.type === 'CaseOpened'),
  );
}

/** Writes a refusal and, for people, the answer that a repeat gets; a workflow looks again and asks anew. */
export async function recordRejection(
  client: pg.PoolClient,
  envelope: Envelope,
  answer: RejectedCommand,
  { now }: Circumstances,
): Promise<Handled> {
  const answers = envelope.actor.kind === 'PERSON' && answer.code !== 'IDEMPOTENCY_KEY_REUSED';
  const moved = answer.code === 'CASE_MOVED';
  const parts = [
    ...(answers ? [commandPart(commandRow(envelope, answer, now.toISOString()))] : []),
    ...(moved ? [] : [rejectionPart(envelope, answer)]),
  ];
  await (parts.length === 0 ? client.query('ROLLBACK') : commit(client, together(parts)));
  return answer;
}

function rejectionPart(envelope: Envelope, { code, details }: RejectedCommand): Part {
  const { commandId, route, command } = envelope;
  return {
    key: 'rejection',
    sql: `INSERT INTO rejected_command (command_id, actor, route, case_id, code, details)
          VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::jsonb)`,
    values: [commandId, recorderOf(envelope), route, command.case, code, JSON.stringify(details)],
  };
}

function commandRow(envelope: Envelope, answer: Handled, at: string): CommandRow {
  const { commandId: id, route, payload } = envelope;
  return {
    id,
    actor: recorderOf(envelope),
    route,
    payloadHash: payloadHash(payload),
    answer: JSON.stringify(answer),
    at,
  };
}

async function commit(client: pg.PoolClient, writing: pg.QueryConfig): Promise<void> {
  const sent = pipelined(client, () => [client.query(writing), client.query('COMMIT')] as const);
  const [, { command }] = await Promise.all(sent);
  if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`);
}
