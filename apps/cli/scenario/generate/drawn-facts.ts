import type { MemberInput, ResidenceInput } from '../format/member.schema.js';
import type { Scenario } from '../format/scenario.schema.js';
import { below, randomOf, shuffled } from './random.js';
import type { GrownOrganisation } from './tree.js';

interface Generated {
  readonly number: number;
  readonly organisation: string;
}

/** Who of the generated members is exempt, young, probationary or at home elsewhere: as many as the file says, nobody twice. */
export function drawnFacts(
  { seed, members }: Scenario,
  organisations: readonly GrownOrganisation[],
  generated: readonly Generated[],
): ReadonlyMap<number, MemberInput> {
  const order = shuffled(randomOf(seed, 'facts'), generated);
  const [exempt, rest] = split(order, members.exempt);
  const [young, reviewed] = split(rest, members.underSixMonths);
  const [probationary] = split(reviewed, members.probationary);
  const facts = new Map<number, MemberInput>();
  const lay = (of: readonly Generated[], input: (member: Generated) => MemberInput): void =>
    of.forEach((member) => facts.set(member.number, { ...facts.get(member.number), ...input(member) }));
  lay(exempt, () => ({ exempt: true }));
  lay(young, () => ({ underSixMonths: true, official: false }));
  lay(probationary, () => ({ official: false }));
  const homes = shuffled(randomOf(seed, 'homes'), reviewed);
  const [elsewhere, notElsewhere] = split(homes, members.residence.elsewhere);
  const [outside, inside] = split(notElsewhere, members.residence.outside);
  const [excused] = split(inside, members.residence.exempt);
  const cells = organisations.filter(({ tier }) => tier.kind === 'CELL').map(({ id }) => id);
  lay(elsewhere, ({ number, organisation }) =>
    anotherCell(cells, organisation, below(randomOf(seed, 'home', number), 1_000_000)),
  );
  lay(outside, () => ({ residence: OUTSIDE }));
  lay(excused, () => ({ residence: { exempt: ANY_GROUND } }));
  return facts;
}

/** Stands for whichever ground the rulebook names first. */
export const ANY_GROUND = '*';

const OUTSIDE: ResidenceInput = { outside: 'Đảng ủy nơi cư trú (ngoài đảng bộ)' };

function split<Item>(items: readonly Item[], count: number): readonly [readonly Item[], readonly Item[]] {
  return [items.slice(0, count), items.slice(count)];
}

// Where there is no other cell, the comment comes from outside.
function anotherCell(cells: readonly string[], own: string, drawn: number): MemberInput {
  const others = cells.filter((cell) => cell !== own);
  const cell = others[drawn % Math.max(1, others.length)];
  return { residence: cell === undefined ? OUTSIDE : { cell } };
}
