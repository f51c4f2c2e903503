import type { Population } from '../../../../libs/domain/classes.js';
import { unclassifiedOrganisationReason } from '../../../../libs/domain/eligibility/eligibility.js';
import type { Plan } from '../generate/plan.js';

type Beneath = Readonly<Record<Population, readonly string[]>>;

/** Who is to be classified in an organisation and beneath it: its members and theirs, and the organisations beneath. */
export function beneathIn(plan: Plan, ids: ReadonlyMap<string, string>): (organisation: string) => Beneath {
  const parents = new Map(plan.organisations.map(({ id, parent }) => [id, parent]));
  const known = new Map<string, Beneath>();
  const isIn = (one: string, top: string): boolean => {
    for (let at: string | null = one; at !== null; at = parents.get(at) ?? null) if (at === top) return true;
    return false;
  };
  const gather = (top: string): Beneath => ({
    members: plan.members
      .filter(({ organisation, wanted }) => wanted !== null && isIn(organisation, top))
      .map(({ code }) => ids.get(code) ?? code),
    organisations: plan.organisations
      .filter(({ id }) => id !== top && isIn(id, top) && isClassified(plan, id))
      .map(({ id }) => id),
  });
  return (organisation) => {
    const found = known.get(organisation) ?? gather(organisation);
    known.set(organisation, found);
    return found;
  };
}

function isClassified({ organisations, members, rulebook, scenario }: Plan, id: string): boolean {
  const organisation = organisations.find((one) => one.id === id);
  if (organisation === undefined) return false;
  const empty =
    organisation.tier.kind === 'CELL' && !members.some((one) => one.organisation === id && one.wanted !== null);
  return !empty && unclassifiedOrganisationReason(organisation, rulebook, `${scenario.year}-12-31`) === null;
}
