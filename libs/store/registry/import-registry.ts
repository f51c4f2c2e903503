import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { decideImport } from '../../domain/registry/decide.js';
import type { RegistryState } from '../../domain/registry/evolve.js';
import type { Imported, ImportError, RegistryImport } from '../../domain/registry/import.js';
import { append } from '../append/append.js';
import { caseChanges } from '../append/case-change.js';
import { foldEvents, type Folded } from '../append/fold-events.js';
import { payloadHash } from '../envelope.js';
import { asStoreError } from '../errors.js';
import { readCircumstances } from '../load.js';
import { loadedOf } from '../loaded.js';
import type { Store } from '../store.js';
import { readKnown, type Known } from './known.js';
import { registryRows, REGISTRY_LOCK, REGISTRY_TABLES, type RegistryTable } from './tables.js';
import { upsert } from './upsert.js';

export interface ImportRequest {
  readonly commandId: string;
  readonly person: string;
  /** Says what would be wrong, and imports nothing. */
  readonly dryRun: boolean;
}

export type ImportResult =
  | {
      readonly outcome: 'IMPORTED';
      readonly events: number;
      /** Ids of the people named, by code; of a dry run, of those known already. */
      readonly people: Readonly<Record<string, string>>;
      readonly replayed: boolean;
    }
  | { readonly outcome: 'REFUSED'; readonly errors: readonly ImportError[] }
  | { readonly outcome: 'KEY_REUSED' };

/** Imports rows into the registry in one transaction: all of them or, when one is wrong, none. */
export async function importRegistry(
  store: Store,
  request: ImportRequest,
  rows: RegistryImport,
): Promise<ImportResult> {
  try {
    const client = await store.pool.connect();
    let sound = false;
    try {
      // A first import of a province is minutes of work for nobody to wait on but the importer.
      await client.query("BEGIN; SET LOCAL statement_timeout = '120s'; SET LOCAL lock_timeout = '60s'");
      const result = await importInto(client, request, rows);
      const recorded = result.outcome === 'IMPORTED' && !request.dryRun;
      await client.query(recorded ? 'COMMIT' : 'ROLLBACK');
      sound = true;
      return result;
    } finally {
      client.release(!sound);
    }
  } catch (error) {
    throw asStoreError(error);
  }
}

const ROUTE = 'registry/import';

async function importInto(
  client: pg.ClientBase,
  { commandId, person, dryRun }: ImportRequest,
  rows: RegistryImport,
): Promise<ImportResult> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [REGISTRY_LOCK]);
  const { now, answered } = await readCircumstances(client, commandId, person);
  const hash = payloadHash(rows);
  if (answered !== null) {
    const same = answered.actor === person && answered.route === ROUTE && answered.payloadHash === hash.toString('hex');
    return same
      ? { ...(answered.answer as ImportResult & { outcome: 'IMPORTED' }), replayed: true }
      : { outcome: 'KEY_REUSED' };
  }
  const known = await readKnown(client, rows);
  const decision = decideImport(rows, known.registry, randomUUID);
  if (!('events' in decision)) return { outcome: 'REFUSED', errors: decision };
  const result = {
    outcome: 'IMPORTED',
    events: decision.events.length,
    people: Object.fromEntries(decision.people),
    replayed: false,
  } as const;
  if (dryRun)
    return { ...result, people: Object.fromEntries([...known.registry.people].map(([code, { id }]) => [code, id])) };
  const recording = { commandId, recorder: person, now: now.toISOString() };
  const folded = foldEvents(known.streams, decision.events, recording);
  await client.query(
    append({
      command: {
        id: commandId,
        actor: person,
        route: ROUTE,
        payloadHash: hash,
        answer: JSON.stringify(result),
        at: recording.now,
      },
      events: folded.events,
      streams: [...folded.streams.values()],
      cases: caseChanges(loadedOf(NOTHING, [], [], null), decision.events, null),
      items: { gone: [], come: [], closedSteps: [], closedCases: [], moved: [] },
    }),
  );
  await writeTables(client, rows, decision, folded, known);
  return result;
}

const NOTHING = { cases: [], streams: [], membersOf: [], below: null };

async function writeTables(
  client: pg.ClientBase,
  rows: RegistryImport,
  { people }: Imported,
  { streams }: Folded,
  { registry }: Known,
): Promise<void> {
  const changed = [...streams.values()].map(({ id, state }) => ({
    id: id.slice('registry/'.length),
    state: state as RegistryState,
  }));
  await upsert(
    client,
    TIER,
    (rows.tiers ?? []).map((tier) => ({ ...tier })),
  );
  await upsert(client, ORGANISATION, namedOrganisations(rows, registry, changed));
  await upsert(client, PERSON, namedPeople(rows, people));
  const derived = changed.map(({ id, state }) => registryRows(id, state));
  // A member who moved to where he lives is introduced nowhere any more.
  await client.query('DELETE FROM residence_introduction WHERE person = ANY($1) AND person <> ALL($2)', [
    derived.flatMap(({ member }) => member.map(({ person }) => person)),
    derived.flatMap(({ residence_introduction: introduced }) => introduced.map(({ person }) => person)),
  ]);
  for (const name of Object.keys(REGISTRY_TABLES) as RegistryTable[]) {
    await upsert(
      client,
      { name, ...REGISTRY_TABLES[name] },
      derived.flatMap((each) => each[name]),
    );
  }
}

const TIER = {
  name: 'tier',
  columns: { code: 'text', name: 'text', parents: 'text[]', kind: 'text', grassroots: 'boolean' },
  key: ['code'],
};
const ORGANISATION = {
  name: 'organisation',
  columns: { id: 'text', name: 'text', tier: 'text', founded_on: 'date' },
  key: ['id'],
};
const PERSON = { name: 'person', columns: { id: 'uuid', code: 'text', name: 'text' }, key: ['id'] };

function namedOrganisations(
  { organisations = [] }: RegistryImport,
  registry: Known['registry'],
  changed: readonly { readonly id: string; readonly state: RegistryState }[],
) {
  const states = new Map([...registry.organisations, ...changed.map(({ id, state }) => [id, state] as const)]);
  return organisations.map(({ id, name, tier }) => ({
    id,
    name,
    tier,
    founded_on: states.get(id)?.registered?.foundedOn ?? null,
  }));
}

function namedPeople({ people = [], members = [] }: RegistryImport, ids: ReadonlyMap<string, string>) {
  const named = new Map([...people, ...members].map(({ code, name }) => [code, name]));
  return [...named].map(([code, name]) => ({ id: ids.get(code), code, name }));
}
