import type pg from 'pg';
import { decide } from '../domain/handling/handle.js';
import type { Actor, Context, Decision } from '../domain/handling/world.js';
import { isRejection } from '../domain/rejection.js';
import type { Rulebook } from '../domain/rulebook.js';
import { caseParts } from './case-id.js';
import { payloadHash, recorderOf, rejected, type Envelope, type Handled } from './envelope.js';
import { asStoreError, isLostRace } from './errors.js';
import { readCases, readScene, type Circumstances } from './load.js';
import { loadedOf, worldOf, type Loaded } from './loaded.js';
import { observed } from './observe.js';
import { pipelined } from './pipelined.js';
import { planFor, withinPlan, type CommandPlan } from './plan.js';
import { record, recordRejection } from './record.js';
import { readBody } from './registry/body.js';
import { readRegistry } from './registry/snapshot.js';
import type { Store } from './store.js';

/** Decides a command and records it with all that follows from it, in one transaction; the same id is recorded once. */
export function handleCommand(store: Store, envelope: Envelope): Promise<Handled> {
  return observed(
    store.observe,
    envelope,
    (work) => store.queue.run(envelope.command.case, work),
    () => attempt(store, envelope, 'RECORD'),
  );
}

/** Says what would come of a command, and records nothing. */
export function tryCommand(store: Store, envelope: Envelope): Promise<Handled> {
  return attempt(store, envelope, 'TRY');
}

type Mode = 'RECORD' | 'TRY';

const ATTEMPTS = 5;

async function attempt(store: Store, envelope: Envelope, mode: Mode): Promise<Handled> {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      const handled = await handleOnce(store, envelope, mode);
      if (handled !== PLAN_MOVED) return handled;
    } catch (error) {
      if (!isLostRace(error) || left <= 1) throw asStoreError(error);
    }
    if (left <= 1) throw new Error(`the plan of ${envelope.command.type} does not come to rest`);
  }
}

const PLAN_MOVED = Symbol('the plan of the command no longer holds');

async function handleOnce(store: Store, envelope: Envelope, mode: Mode): Promise<Handled | typeof PLAN_MOVED> {
  const rulebook = await rulebookFor(store, envelope);
  const plan = await planFor(envelope.command, store.peeks.case);
  const client = await store.pool.connect();
  let sound = false;
  try {
    const { loaded, circumstances } = await begin(client, store, envelope, plan, mode);
    const handled = await finish({ store, client, envelope, plan, loaded, circumstances, rulebook, mode });
    sound = true;
    return handled;
  } finally {
    // A failed transaction leaves a pipelined connection in doubt: it is closed, which rolls back.
    client.release(!sound);
  }
}

/** Locks and reads in one round trip: the statements go out together and run one after the other. */
async function begin(client: pg.PoolClient, store: Store, envelope: Envelope, plan: CommandPlan, mode: Mode) {
  const person = envelope.actor.kind === 'PERSON' ? envelope.actor.person : null;
  const asked = { commandId: envelope.commandId, person, known: store.states.known(plan) };
  const sent = pipelined(
    client,
    () =>
      [
        client.query('BEGIN'),
        readCases(client, plan, mode === 'RECORD' ? 'FOR UPDATE' : ''),
        readScene(client, plan, asked),
        readRegistry(client, plan.registryOf, store.peeks),
        readBody(client, plan.bodyOf),
      ] as const,
  );
  const [, cases, scene, registry, body] = await Promise.all(sent);
  store.states.keep(scene.streams);
  return { loaded: loadedOf(plan, cases, scene.streams, registry, body), circumstances: scene.circumstances };
}

interface Scene {
  readonly store: Store;
  readonly client: pg.PoolClient;
  readonly envelope: Envelope;
  readonly plan: CommandPlan;
  readonly loaded: Loaded;
  readonly circumstances: Circumstances;
  readonly rulebook: Rulebook | null;
  readonly mode: Mode;
}

async function finish(scene: Scene): Promise<Handled | typeof PLAN_MOVED> {
  const { store, client, envelope, plan, loaded, circumstances, mode } = scene;
  const replay = replayed(envelope, circumstances);
  if (replay?.outcome === 'REJECTED' && !replay.replayed && mode === 'RECORD') {
    return recordRejection(client, envelope, replay, circumstances);
  }
  if (replay !== null) return rolledBack(client, replay);
  if (!(await withinPlan(envelope.command, plan, loaded, store.states))) return rolledBack(client, PLAN_MOVED);
  const decision = decideNow(scene);
  if (isRejection(decision)) {
    const answer = rejected(decision.rejected, decision.details);
    return mode === 'TRY' ? rolledBack(client, answer) : recordRejection(client, envelope, answer, circumstances);
  }
  const repeat = decision.events.length === 0 && envelope.actor.kind === 'PROCEDURE';
  if (mode === 'TRY' || repeat) {
    return rolledBack(client, {
      outcome: 'ACCEPTED',
      answer: decision.answer,
      versions: {},
      events: decision.events.length,
      replayed: false,
    });
  }
  return record(client, store, envelope, loaded, decision, circumstances);
}

function decideNow({ store, envelope, loaded, circumstances, rulebook }: Scene): Decision {
  if (rulebook === null) return { rejected: 'NOT_FOUND', details: { case: envelope.command.case } };
  const context: Context = {
    actor: actorOf(envelope, circumstances),
    now: circumstances.now.toISOString(),
    rulebook,
    calendar: store.calendar,
  };
  return decide(worldOf(loaded), envelope.command, context);
}

function actorOf({ actor }: Envelope, { isMember, posts }: Circumstances): Actor {
  if (actor.kind === 'PROCEDURE') return actor;
  return { kind: 'PERSON', person: actor.person, member: isMember ? actor.person : null, posts };
}

/** The stored answer to the same command; another command under its id is refused. */
function replayed({ payload, route, commandId, actor }: Envelope, { answered }: Circumstances): Handled | null {
  if (answered === null) return null;
  const same =
    answered.actor === recorderOf({ actor }) &&
    answered.route === route &&
    answered.payloadHash === payloadHash(payload).toString('hex');
  return same ? { ...(answered.answer as Handled), replayed: true } : rejected('IDEMPOTENCY_KEY_REUSED', { commandId });
}

async function rolledBack<Result>(client: pg.PoolClient, result: Result): Promise<Result> {
  await client.query('ROLLBACK');
  return result;
}

/** The rulebook that the cycle is pinned to, or the one named for a cycle to be created; null: no such cycle. */
async function rulebookFor(store: Store, { command, rulebook }: Envelope): Promise<Rulebook | null> {
  const { cycle } = caseParts(command.case);
  const created = cycle === null ? null : await store.peeks.cycle(cycle);
  if (created !== null) return store.rulebookOf(created.rulebook, created.rulebookHash);
  return rulebook === undefined ? null : store.rulebookOf(rulebook, null);
}
