import { QUALITY_CLASSES, type QualityClass } from '../../../../libs/domain/classes.js';
import type { Scenario } from '../format/scenario.schema.js';
import type { CountsByClass } from '../format/values.schema.js';
import { randomOf, shuffled } from './random.js';
import type { GrownOrganisation } from './tree.js';

/** The class wanted for each organisation: as it says itself, else drawn from the aim of its level. */
export function wantedOfOrganisations(
  { seed, aim }: Scenario,
  organisations: readonly GrownOrganisation[],
): ReadonlyMap<string, QualityClass> {
  const grassroots = organisations.filter((one) => isGrassroots(one, organisations));
  const below = organisations.filter((one) => !grassroots.includes(one) && unitOf(one, organisations) !== one.id);
  return new Map([
    ...organisations.map(({ id, conduct }) => [id, conduct.class ?? 'GOOD'] as const),
    ...drawn(grassroots, aim.organisations, `${seed} organisations`),
    ...drawn(below, aim.subordinates, `${seed} subordinates`),
  ]);
}

/** The grassroots organisation at or above; an organisation without any stands for itself. */
export function unitOf(organisation: GrownOrganisation, organisations: readonly GrownOrganisation[]): string {
  let at: GrownOrganisation | undefined = organisation;
  while (at !== undefined && !at.tier.grassroots) at = organisations.find(({ id }) => id === at?.parent);
  return at?.id ?? organisation.id;
}

function isGrassroots(organisation: GrownOrganisation, organisations: readonly GrownOrganisation[]): boolean {
  return (
    organisation.tier.grassroots ||
    (organisation.tier.kind === 'CELL' && unitOf(organisation, organisations) === organisation.id)
  );
}

function drawn(
  organisations: readonly GrownOrganisation[],
  aim: CountsByClass,
  key: string,
): readonly (readonly [string, QualityClass])[] {
  const free = shuffled(
    randomOf(key),
    organisations.filter(({ conduct }) => conduct.class === undefined),
  );
  const fixed = organisations.flatMap(({ conduct }) => (conduct.class === undefined ? [] : [conduct.class]));
  const others = QUALITY_CLASSES.filter((name) => name !== 'GOOD');
  const names = others.flatMap((name) =>
    Array.from({ length: Math.max(0, (aim[name] ?? 0) - fixed.filter((one) => one === name).length) }, () => name),
  );
  return free.map(({ id }, index) => [id, names[index] ?? 'GOOD'] as const);
}
