import type { TierDefinition } from '../../../../libs/domain/registry/snapshot.js';
import type { MemberInput } from '../format/member.schema.js';
import type { OrganisationConduct, OrganisationInput } from '../format/organisation.schema.js';
import { ScenarioError } from '../format/scenario-error.js';
import type { PlannedPredecessor } from './plan.js';

/** An organisation with what the file says of its members. */
export interface GrownOrganisation {
  readonly id: string;
  readonly name: string;
  readonly tier: TierDefinition;
  readonly parent: string | null;
  readonly foundedOn: string | null;
  readonly predecessors: readonly PlannedPredecessor[];
  readonly conduct: OrganisationConduct;
  readonly explicit: readonly MemberInput[];
  /** Members to generate; null: a share of the total. */
  readonly size: number | null;
}

/** The tree of a file with every pattern written out, superiors before subordinates. */
export function growTree(root: OrganisationInput, tiers: readonly TierDefinition[]): readonly GrownOrganisation[] {
  const numbers = new Map<string, number>();
  const grown = tierByTier([{ node: root, parents: [null] }], []);
  const twice = grown.find(({ id }, index) => grown.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw new ScenarioError(`Hai tổ chức cùng mã ${twice.id} (the same id twice)`);
  return depthFirst(grown, null);

  function tierByTier(nodes: readonly Placed[], before: readonly GrownOrganisation[]): readonly GrownOrganisation[] {
    if (nodes.length === 0) return before;
    const next: Placed[] = [];
    const now = nodes.flatMap(({ node, parents }) => {
      const made = instances(node, parents);
      next.push(...(node.children ?? []).map((child) => ({ node: child, parents: made.map(({ id }) => id) })));
      return made;
    });
    return tierByTier(next, [...before, ...now]);
  }

  function instances(node: OrganisationInput, parents: readonly (string | null)[]): readonly GrownOrganisation[] {
    const { id, name, tier: code, foundedOn, predecessors = [], count, total, members, children: _, ...conduct } = node;
    const tier = tiers.find((one) => one.code === code);
    if (tier === undefined) throw new ScenarioError(`Không có cấp ${code} (unknown tier)`);
    if (tier.kind === 'COMMITTEE' && members !== undefined && members !== 0)
      throw new ScenarioError(`Đảng viên sinh hoạt ở chi bộ, không ở cấp ${code} (members belong to cells)`);
    const pattern = id ?? `${code.toLowerCase().replaceAll('_', '-')}-{n}`;
    return parents.flatMap((parent, index) =>
      Array.from({ length: howMany({ count, total }, index, parents.length) }, () => {
        const number = String((numbers.get(pattern) ?? 0) + 1);
        numbers.set(pattern, Number(number));
        return {
          id: pattern.replaceAll('{n}', number),
          name: (name ?? `${tier.name} {n}`).replaceAll('{n}', number),
          tier,
          parent,
          foundedOn: foundedOn ?? null,
          predecessors: predecessors.map((one) => predecessorOf(one, number, tier, tiers)),
          conduct,
          explicit: typeof members === 'object' ? members : [],
          size: typeof members === 'object' ? 0 : (members ?? null),
        };
      }),
    );
  }
}

function predecessorOf(
  { id, name, tier: code, foundedOn }: NonNullable<OrganisationInput['predecessors']>[number],
  number: string,
  follower: TierDefinition,
  tiers: readonly TierDefinition[],
): PlannedPredecessor {
  const tier = code === undefined ? follower : tiers.find((one) => one.code === code);
  if (tier === undefined) throw new ScenarioError(`Không có cấp ${code ?? ''} (unknown tier)`);
  return {
    id: id.replaceAll('{n}', number),
    name: (name ?? `${tier.name} (cũ) ${id}`).replaceAll('{n}', number),
    tier: tier.code,
    foundedOn: foundedOn ?? null,
  };
}

interface Placed {
  readonly node: OrganisationInput;
  readonly parents: readonly (string | null)[];
}

// A total is shared out evenly; the first ones bear what is left over.
function howMany(node: Pick<OrganisationInput, 'count' | 'total'>, index: number, parents: number): number {
  if (node.total === undefined) return node.count ?? 1;
  return Math.floor(node.total / parents) + (index < node.total % parents ? 1 : 0);
}

// Members are numbered through the tree: everyone of a commune before the next commune.
function depthFirst(grown: readonly GrownOrganisation[], parent: string | null): readonly GrownOrganisation[] {
  return grown.filter((one) => one.parent === parent).flatMap((one) => [one, ...depthFirst(grown, one.id)]);
}
