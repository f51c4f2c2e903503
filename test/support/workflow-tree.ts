import type {
  MemberFacts,
  OrganisationNode,
  RegistrySnapshot,
  TierDefinition,
} from '../../libs/domain/registry/snapshot.js';

/** One organisation as a test writes it down. */
export interface TreeNode {
  readonly id: string;
  readonly tier: 'DISTRICT' | 'COMMUNE' | 'SUB_COMMITTEE' | 'CELL' | 'GRASSROOTS_CELL';
  readonly foundedOn?: string;
  readonly members?: readonly (Partial<MemberFacts> & { readonly member: string })[];
  readonly children?: readonly TreeNode[];
}

/** The organisations of a test and their members, as a registry would give them. */
export class Tree {
  private readonly above = new Map<string, readonly OrganisationNode[]>();
  private readonly nodes = new Map<string, TreeNode>();
  readonly root: string;
  /** As it was written down. */
  readonly written: TreeNode;

  constructor(root: TreeNode) {
    this.root = root.id;
    this.written = root;
    this.add(root, []);
  }

  /** What the registry holds of one organisation; of the root without a name. */
  snapshot(organisation: string | null): RegistrySnapshot {
    const node = this.nodes.get(organisation ?? this.root);
    const above = this.above.get(organisation ?? this.root);
    if (node === undefined || above === undefined) throw new Error(`unknown organisation ${organisation}`);
    const itself = asNode(node, above[0]?.id ?? null);
    const children = (node.children ?? []).map((child) => asNode(child, node.id));
    return { organisation: itself, above, children, members: (node.members ?? []).map(asMember) };
  }

  /** Ids of all, and of the residence cells outside that members name. */
  get organisations(): readonly string[] {
    const residence = [...this.nodes.values()].flatMap(({ members = [] }) =>
      members.flatMap((member) =>
        member.residence?.due === 'REQUIRED' ? [member.residence.cell, member.residence.committee] : [],
      ),
    );
    return [...new Set([...this.nodes.keys(), ...residence.filter((each) => each !== null)])];
  }

  private add(node: TreeNode, above: readonly OrganisationNode[]): void {
    this.nodes.set(node.id, node);
    this.above.set(node.id, above);
    for (const child of node.children ?? []) this.add(child, [asNode(node, above[0]?.id ?? null), ...above]);
  }
}

function asNode({ id, tier, foundedOn }: TreeNode, parent: string | null): OrganisationNode {
  return { id, tier: TIERS[tier], parent, foundedOn: foundedOn ?? null };
}

function asMember(facts: Partial<MemberFacts> & { readonly member: string }): MemberFacts {
  return {
    official: true,
    admittedOn: '2001-05-19',
    exempt: false,
    suspended: false,
    residence: { due: 'NOT_APPLICABLE' },
    facts: {},
    ...facts,
  };
}

const tier = (code: string, kind: TierDefinition['kind'], grassroots: boolean): TierDefinition => ({
  code,
  name: code,
  parents: [],
  kind,
  grassroots,
});

const TIERS: Readonly<Record<TreeNode['tier'], TierDefinition>> = {
  DISTRICT: tier('DISTRICT', 'COMMITTEE', false),
  COMMUNE: tier('COMMUNE', 'COMMITTEE', true),
  SUB_COMMITTEE: tier('SUB_COMMITTEE', 'COMMITTEE', false),
  CELL: tier('CELL', 'CELL', false),
  GRASSROOTS_CELL: tier('GRASSROOTS_CELL', 'CELL', true),
};
