import type { Plan, PlannedMember, PlannedPredecessor } from '../generate/plan.js';
import { ANY_GROUND } from '../generate/drawn-facts.js';
import { today } from './dates.js';

/** The registry of a plan as rows of one import. */
export function importRows(plan: Plan) {
  const { year } = plan.scenario;
  const from = earlier(`${year}-01-01`, today());
  return {
    asOf: earlier(`${year}-12-31`, today()),
    tiers: plan.tiers,
    organisations: [
      ...predecessorsOf(plan).map((one) => ({ ...one, parent: null })),
      ...plan.organisations.map(({ id, name, tier, parent, foundedOn, predecessors }) => ({
        ...{ id, name, tier: tier.code, parent, foundedOn },
        ...(predecessors.length === 0 ? {} : { predecessors: predecessors.map((one) => one.id) }),
      })),
    ],
    people: plan.people,
    members: plan.members.map(({ code, name, organisation, official, admittedOn, exempt, suspended, facts }) => ({
      ...{ code, name, organisation, official, admittedOn, exempt, suspended, facts },
    })),
    posts: plan.posts.map((post) => ({ ...post, from, until: null })),
    introductions: plan.members.flatMap((member) => introductionOf(plan, member)),
    discipline: plan.members.flatMap(({ code, organisation, discipline }) =>
      discipline.map((one) => ({ member: code, organisation, ...one })),
    ),
  };
}

// One organisation may have been divided among several.
function predecessorsOf({ organisations }: Plan): readonly PlannedPredecessor[] {
  const all = organisations.flatMap(({ predecessors }) => predecessors);
  return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
}

interface Introduction {
  readonly member: string;
  readonly cell: string | null;
  readonly committee: string | null;
  readonly exemptGround: string | null;
}

function introductionOf(plan: Plan, { code, residence }: PlannedMember): readonly Introduction[] {
  if (residence === null) return [];
  const nowhere = { member: code, cell: null, committee: null, exemptGround: null };
  if ('cell' in residence) {
    return [{ ...nowhere, cell: residence.cell, committee: residence.committee ?? confirmerOf(plan, residence.cell) }];
  }
  if (!('exempt' in residence)) return [nowhere];
  const [first] = plan.rulebook.residence.exemptGrounds;
  return [{ ...nowhere, exemptGround: residence.exempt === ANY_GROUND ? (first?.code ?? null) : residence.exempt }];
}

// QĐ 213-QĐ/TW: the cell comments, its committee confirms; a cell without a committee confirms itself.
function confirmerOf({ organisations }: Plan, cell: string): string {
  const found = organisations.find(({ id }) => id === cell);
  return found === undefined || found.parent === null || found.tier.grassroots ? cell : found.parent;
}

const earlier = (left: string, right: string): string => (left < right ? left : right);
