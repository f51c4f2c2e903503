import { NAMES } from '../decision-sheet/decision-sheet.queries.js';
import type { ReadModels } from '../reading/read-models.js';

interface Acted {
  readonly actor: string;
  readonly recorder: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names of everyone who acted or recorded, and of the organisations of bodies; they stand in the registry and nowhere else. */
export async function namesIn(
  models: ReadModels,
  acted: readonly Acted[],
  organisations: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const actors = [...new Set(acted.flatMap(({ actor, recorder }) => [actor, recorder]))];
  const people = actors.filter((actor) => UUID.test(actor));
  const bodies = actors.flatMap((actor) => actor.split('@').slice(1));
  const named = await models.rows<{ id: string; name: string }>(NAMES, people, [
    ...new Set([...bodies, ...organisations]),
  ]);
  return new Map(named.map(({ id, name }) => [id, name]));
}
