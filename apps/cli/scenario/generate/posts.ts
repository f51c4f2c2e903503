import type { PostRole } from '../../../../libs/domain/people.js';
import type { Scenario } from '../format/scenario.schema.js';
import type { Member } from './members.js';
import { inventedName } from './names.js';
import type { PlannedPost } from './plan.js';
import { randomOf } from './random.js';
import type { GrownOrganisation } from './tree.js';
import { unitOf } from './wanted-organisations.js';

export interface Staff {
  readonly people: readonly { readonly code: string; readonly name: string }[];
  readonly posts: readonly PlannedPost[];
}

/** Who holds which post: as the file says, else the usual posts of a cell or of a committee. */
export function staffOf(
  scenario: Scenario,
  organisations: readonly GrownOrganisation[],
  members: readonly Member[],
): Staff {
  const named = scenario.posts.map(({ person, role, organisation }): PlannedPost => ({ person, role, organisation }));
  const usual = organisations.flatMap((organisation) => {
    const held = named.filter((post) => post.organisation === organisation.id).map(({ role }) => role);
    const wanted: readonly PostRole[] = held.length === 0 ? USUAL[organisation.tier.kind] : ['SECRETARY'];
    const missing = wanted.filter((role) => !held.includes(role));
    return organisation.tier.kind === 'CELL'
      ? cellPosts(organisation.id, missing, members)
      : missing.map((role) => officialPost(organisation.id, role));
  });
  const clerks = scenario.work === 'clerk' ? organisations.map((one) => clerkOf(one, organisations)) : [];
  const posts = [...named, ...usual, ...clerks];
  const codes = [...new Set(posts.map(({ person }) => person))].filter(
    (code) => !members.some((member) => member.code === code),
  );
  const nameOf = (code: string): string =>
    scenario.posts.find((post) => post.person === code && post.name !== undefined)?.name ??
    inventedName(randomOf(scenario.seed, 'official', code));
  return { people: codes.map((code) => ({ code, name: nameOf(code) })), posts };
}

// One clerk for each grassroots organisation and all that is beneath it.
function clerkOf(organisation: GrownOrganisation, organisations: readonly GrownOrganisation[]): PlannedPost {
  return { person: `${unitOf(organisation, organisations)}.clerk`, role: 'CLERK', organisation: organisation.id };
}

const USUAL: Readonly<Record<'CELL' | 'COMMITTEE', readonly PostRole[]>> = {
  CELL: ['SECRETARY', 'DEPUTY_SECRETARY'],
  COMMITTEE: ['SECRETARY', 'DEPUTY_SECRETARY', 'ORG_DEPT', 'OFFICE'],
};

const officialPost = (organisation: string, role: PostRole): PlannedPost => ({
  person: `${organisation}.${role.toLowerCase().replaceAll('_', '-')}`,
  role,
  organisation,
});

// The first of its members that can; a cell with nobody fit gets an official from outside.
function cellPosts(
  organisation: string,
  roles: readonly PostRole[],
  members: readonly Member[],
): readonly PlannedPost[] {
  const own = members.filter((member) => member.organisation === organisation && !member.exempt && !member.suspended);
  const fit = [...own.filter(({ official }) => official), ...own.filter(({ official }) => !official)];
  return roles.flatMap((role, index) => {
    const holder = fit[index];
    if (holder !== undefined) return [{ person: holder.code, role, organisation }];
    return role === 'SECRETARY' ? [officialPost(organisation, role)] : [];
  });
}
