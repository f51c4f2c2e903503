import { likeGroupOf } from '../../../../libs/domain/ceiling/like-group.js';
import type { QualityClass } from '../../../../libs/domain/classes.js';
import { unclassifiedReason } from '../../../../libs/domain/eligibility/eligibility.js';
import type { Rulebook } from '../../../../libs/domain/rulebook.js';
import { DEFAULT_TIERS } from '../format/default-tiers.js';
import type { Scenario } from '../format/scenario.schema.js';
import { placeMembers, type Member } from './members.js';
import type { Plan } from './plan.js';
import { staffOf } from './posts.js';
import { randomOf, shuffled } from './random.js';
import { growTree, type GrownOrganisation } from './tree.js';
import { wantedOfMembers, type AimedCell } from './wanted.js';
import { unitOf, wantedOfOrganisations } from './wanted-organisations.js';

/** Everything that follows from a scenario file: the same file makes the same plan. */
export function makePlan(scenario: Scenario, rulebook: Rulebook): Plan {
  const tiers = typeof scenario.tiers === 'string' ? DEFAULT_TIERS[scenario.tiers] : scenario.tiers;
  const grown = growTree(scenario.tree, tiers).map((one) => ({ ...one, conduct: conductOf(scenario, one) }));
  const placed = placeMembers(scenario, grown);
  const { people, posts } = staffOf(scenario, grown, placed);
  const members = placed.map((member) =>
    leads(member, posts) ? { ...member, facts: { leader: true, ...member.facts } } : member,
  );
  const wantedOrganisations = wantedOfOrganisations(scenario, grown);
  const wanted = wantedMembers(scenario, rulebook, grown, members, wantedOrganisations);
  return {
    scenario,
    rulebook,
    cycle: `${scenario.scenario}-${scenario.year}`,
    tiers,
    organisations: grown.map(({ explicit: _, size: __, ...one }) => ({
      ...one,
      wanted: wantedOrganisations.get(one.id) ?? 'GOOD',
    })),
    members: members.map((member) => ({ ...member, wanted: wanted.get(member.number) ?? null })),
    people,
    posts,
  };
}

function conductOf(
  { organisationOverrides }: Scenario,
  { id, conduct }: GrownOrganisation,
): GrownOrganisation['conduct'] {
  const { organisation: _, ...override } = organisationOverrides.find(({ organisation }) => organisation === id) ?? {
    organisation: id,
  };
  return { ...conduct, ...override };
}

// Whoever leads is graded by the criteria of those who lead.
function leads({ code }: Member, posts: Plan['posts']): boolean {
  return posts.some(({ person, role }) => person === code && role === 'SECRETARY');
}

function wantedMembers(
  scenario: Scenario,
  rulebook: Rulebook,
  grown: readonly GrownOrganisation[],
  members: readonly Member[],
  organisations: ReadonlyMap<string, QualityClass>,
): ReadonlyMap<number, QualityClass> {
  const classified = members.filter(
    (member) => unclassifiedReason(member, rulebook, `${scenario.year}-12-31`) === null,
  );
  const overridden = new Set(scenario.overrides.filter((one) => one.class !== undefined).map(({ number }) => number));
  // Members of one like group share a ceiling, wherever they are in their unit.
  const groupOf = ({ facts }: Member): string => likeGroupOf(rulebook.ceiling.members, { facts }) ?? '';
  const groups = [...new Set(classified.map(groupOf))];
  const aimed = grown.flatMap((one) =>
    groups.map((group): AimedCell => {
      const unit = unitOf(one, grown);
      const own = classified.filter((member) => member.organisation === one.id && groupOf(member) === group);
      const excellent = organisations.get(unit) === 'EXCELLENT' || organisations.get(one.id) === 'EXCELLENT';
      const numbers = own.map(({ number }) => number);
      return {
        unit: `${unit} ${group}`,
        excellent,
        members: shuffled(randomOf(scenario.seed, 'wanted', one.id), numbers),
      };
    }),
  );
  const said = classified.flatMap(({ number, conduct }) =>
    conduct.class === undefined ? [] : [[number, conduct.class] as const],
  );
  // An override departs from the aim: nobody else makes up for it.
  const explicit = said.filter(([number]) => !overridden.has(number));
  const drawn = wantedOfMembers(aimed, scenario.aim.members, new Map(explicit), rulebook.ceiling.members);
  return new Map([...drawn, ...said]);
}
