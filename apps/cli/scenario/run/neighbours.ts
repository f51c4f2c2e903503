import type { Plan, PlannedMember } from '../generate/plan.js';
import type { Crew, Person } from './crew.js';

/** Those who may have to do with the review of an organisation. */
export interface Neighbours {
  readonly posts: readonly Person[];
  readonly members: readonly Person[];
  /** Those who comment on its members where they live, or confirm that. */
  readonly residence: readonly Person[];
}

export const NO_NEIGHBOURS: Neighbours = { posts: [], members: [], residence: [] };

/** By organisation. */
export function neighboursOf(plan: Plan, crew: Crew): ReadonlyMap<string, Neighbours> {
  const people = (codes: readonly string[]): readonly Person[] =>
    [...new Set(codes)].flatMap((code) => crew.byCode(code) ?? []);
  const posts = new Map(
    plan.organisations.map(({ id }) => [
      id,
      people(plan.posts.filter((post) => post.organisation === id).map(({ person }) => person)),
    ]),
  );
  const parents = new Map(plan.organisations.map(({ id, parent }) => [id, parent]));
  return new Map(
    plan.organisations.map(({ id }) => {
      const own = plan.members.filter((member) => member.organisation === id);
      const homes = [...new Set(own.flatMap(homesOf))];
      const confirming = homes.flatMap((home) => parents.get(home) ?? []);
      const residence = [...new Set([...homes, ...confirming])].flatMap((home) => posts.get(home) ?? []);
      const members = people(own.filter(({ wanted }) => wanted !== null).map(({ code }) => code));
      return [id, { posts: posts.get(id) ?? [], members, residence }];
    }),
  );
}

function homesOf({ residence }: PlannedMember): readonly string[] {
  if (residence === null || !('cell' in residence)) return [];
  return residence.committee === undefined ? [residence.cell] : [residence.cell, residence.committee];
}
