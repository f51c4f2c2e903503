import type pg from 'pg';
import { registryStream } from '../../domain/ids.js';
import type { KnownPerson, KnownRegistry, RegistryImport } from '../../domain/registry/import.js';
import type { RegistryState } from '../../domain/registry/evolve.js';
import type { TierDefinition } from '../../domain/registry/snapshot.js';
import { readStreams } from '../load.js';
import { TODAY } from './held.js';
import type { StreamRow } from '../stream-row.js';

export interface Known {
  readonly registry: KnownRegistry;
  readonly streams: ReadonlyMap<string, StreamRow>;
}

/** What the registry holds of everything that the rows name, and no more of it. */
export async function readKnown(client: pg.ClientBase, rows: RegistryImport): Promise<Known> {
  const people = await readPeople(client, codesOf(rows));
  const named = new Set([
    ...organisationsOf(rows),
    ...[...people.values()].flatMap(({ organisation }) => organisation ?? []),
  ]);
  const [tiers, streams, today] = await Promise.all([
    client.query<TierDefinition>('SELECT code, name, parents, kind, grassroots FROM tier'),
    readWithSuperiors(client, [...named]),
    client.query<{ today: string }>(`SELECT ${TODAY}::text AS today`),
  ]);
  const organisations = streams.map(
    (row) => [row.id.slice(registryStream('').length), row.state as RegistryState] as const,
  );
  return {
    registry: {
      tiers: new Map(tiers.rows.map((tier) => [tier.code, tier])),
      organisations: new Map(organisations),
      people,
      today: today.rows[0]?.today ?? '',
    },
    streams: new Map(streams.map((row) => [row.id, row])),
  };
}

async function readPeople(client: pg.ClientBase, codes: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  const { rows } = await client.query<KnownPerson & { code: string }>(
    `SELECT p.code, p.id, (SELECT s.organisation FROM membership s WHERE s.person = p.id AND s.until_on IS NULL) AS organisation,
       EXISTS (SELECT FROM account a WHERE a.person = p.id AND a.admin) AS administrator
     FROM person p WHERE p.code = ANY($1)`,
    [codes],
  );
  return new Map(rows.map(({ code, ...known }) => [code, known]));
}

/** Superiors too, so that an organisation that would become its own superior is found. */
async function readWithSuperiors(client: pg.ClientBase, named: readonly string[]): Promise<readonly StreamRow[]> {
  const { rows } = await client.query<{ id: string }>(
    `WITH RECURSIVE up AS (
       SELECT unnest($1::text[]) AS id
       UNION SELECT p.parent FROM up JOIN organisation_parent p ON p.organisation = up.id AND p.until_on IS NULL
     ) SELECT id FROM up`,
    [named],
  );
  const streams = rows.map(({ id }) => registryStream(id));
  return readStreams(client, { cases: [], streams, membersOf: [], below: null });
}

function codesOf({
  people = [],
  members = [],
  posts = [],
  introductions = [],
  disciplines = [],
}: RegistryImport): readonly string[] {
  return [
    ...[...people, ...members].map(({ code }) => code),
    ...posts.flatMap(({ person, delegatedBy }) => [person, delegatedBy ?? []].flat()),
    ...[...introductions, ...disciplines].map(({ member }) => member),
  ];
}

function organisationsOf(rows: RegistryImport): readonly string[] {
  const { organisations = [], members = [], posts = [], introductions = [], disciplines = [] } = rows;
  return [
    ...organisations.flatMap(({ id, parent, predecessors = [] }) => [id, parent ?? [], predecessors].flat()),
    ...[...members, ...posts].map(({ organisation }) => organisation),
    ...introductions.flatMap(({ cell, committee }) => [cell ?? [], committee ?? []].flat()),
    ...disciplines.flatMap(({ organisation }) => organisation ?? []),
  ];
}
