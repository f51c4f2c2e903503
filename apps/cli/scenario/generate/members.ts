import type { MemberInput } from '../format/member.schema.js';
import type { Scenario } from '../format/scenario.schema.js';
import { drawnFacts } from './drawn-facts.js';
import { inventedName } from './names.js';
import type { PlannedMember } from './plan.js';
import { below, randomOf } from './random.js';
import { shareOut } from './share-out.js';
import type { GrownOrganisation } from './tree.js';

/** A member before it is known which class is wanted. */
export type Member = Omit<PlannedMember, 'wanted'>;

/** Every member of the tree, explicit or generated, with the overrides of the file laid over. */
export function placeMembers(scenario: Scenario, organisations: readonly GrownOrganisation[]): readonly Member[] {
  const sizes = sizesOf(scenario, organisations);
  const places = organisations.flatMap(({ id, explicit }) => [
    ...explicit.map((input): Place => ({ organisation: id, input })),
    ...Array.from({ length: sizes.get(id) ?? 0 }, (): Place => ({ organisation: id, input: null })),
  ]);
  const generated = places.flatMap(({ organisation, input }, index) =>
    input === null ? [{ number: index + 1, organisation }] : [],
  );
  const drawn = drawnFacts(scenario, organisations, generated);
  return places.map(({ organisation, input }, index) => {
    const number = index + 1;
    const override = scenario.overrides.find((one) => one.number === number);
    return memberOf(scenario, number, organisation, { ...(input ?? drawn.get(number)), ...override });
  });
}

interface Place {
  readonly organisation: string;
  readonly input: MemberInput | null;
}

function sizesOf(
  { seed, members }: Scenario,
  organisations: readonly GrownOrganisation[],
): ReadonlyMap<string, number> {
  const open = organisations.filter(({ size, tier }) => size === null && tier.kind === 'CELL');
  const placed = organisations.reduce((sum, { explicit, size }) => sum + explicit.length + (size ?? 0), 0);
  const random = randomOf(seed, 'sizes');
  const shares = shareOut(
    Math.max(0, (members.total ?? 0) - placed),
    open.map(() => 0.6 + 0.8 * random()),
  );
  const shared = open.map(({ id }, index) => [id, shares[index] ?? 0] as const);
  return new Map([...organisations.map(({ id, size }) => [id, size ?? 0] as const), ...shared]);
}

function memberOf(
  { year, seed }: Scenario,
  number: number,
  organisation: string,
  {
    name,
    official,
    admittedOn,
    underSixMonths,
    exempt,
    suspended,
    facts,
    residence,
    discipline,
    code,
    ...conduct
  }: MemberInput,
): Member {
  const random = randomOf(seed, 'member', number);
  const invented = inventedName(random);
  const longAgo = `${year - 2 - below(random, 25)}-0${1 + below(random, 9)}-19`;
  return {
    number,
    code: code ?? `DV${String(number).padStart(5, '0')}`,
    name: name ?? invented,
    organisation,
    official: official ?? underSixMonths !== true,
    admittedOn: admittedOn ?? (underSixMonths === true ? `${year}-10-15` : longAgo),
    exempt: exempt ?? false,
    suspended: suspended ?? false,
    facts: facts ?? {},
    residence: residence ?? null,
    discipline: discipline ?? [],
    conduct,
  };
}
