import type { DeciderRule, Rulebook } from '../rulebook.js';

/** An organisation as the question who decides sees it. */
export interface OrgNode {
  readonly id: string;
  readonly tier: { readonly code: string; readonly kind: 'COMMITTEE' | 'CELL'; readonly grassroots: boolean };
  readonly parent: string | null;
}

export type OrgLookup = (id: string) => OrgNode | undefined;

export interface Deciders {
  /** Decides on the members of the organisation. */
  readonly members: string;
  /** Decides on the organisation itself; null: nobody above (the root). */
  readonly organisation: string | null;
  /** Committees strictly between the organisation and `members`, lowest first: each gives its opinion. */
  readonly between: readonly string[];
  /** The same on the way to `organisation`. */
  readonly betweenOrganisation: readonly string[];
}

/** Who decides for an organisation and its members, in any tree. */
export function decidersOf(org: OrgNode, lookup: OrgLookup, { deciders }: Pick<Rulebook, 'deciders'>): Deciders {
  const above = superiorsOf(org, lookup);
  const members = decider(deciders.members, org, above, true) ?? org.id;
  const organisation = decider(deciders.organisations[levelOf(org, above)], org, above, false);
  return { members, organisation, between: before(members, above), betweenOrganisation: before(organisation, above) };
}

type Level = keyof Rulebook['deciders']['organisations'];

// A cell with no grassroots organisation above it takes that place itself.
function levelOf(org: OrgNode, above: readonly OrgNode[]): Level {
  if (org.tier.grassroots) return 'GRASSROOTS';
  if (above.some((one) => one.tier.grassroots)) return 'BELOW_GRASSROOTS';
  return org.tier.kind === 'CELL' ? 'GRASSROOTS' : 'ABOVE_GRASSROOTS';
}

function decider(rule: DeciderRule, org: OrgNode, above: readonly OrgNode[], mayBeItself: boolean): string | null {
  const superior = above[0]?.id ?? null;
  switch (rule) {
    case 'SELF':
      return org.id;
    case 'SUPERIOR':
      return superior;
    case 'GRASSROOTS': {
      if (mayBeItself && org.tier.grassroots) return org.id;
      const nearest = above.find((one) => one.tier.grassroots)?.id;
      return nearest ?? (mayBeItself ? org.id : superior);
    }
  }
}

function before(decidedBy: string | null, above: readonly OrgNode[]): readonly string[] {
  const end = above.findIndex((one) => one.id === decidedBy);
  return above.slice(0, Math.max(end, 0)).map((one) => one.id);
}

function superiorsOf(org: OrgNode, lookup: OrgLookup): readonly OrgNode[] {
  const above: OrgNode[] = [];
  for (let next = org.parent; next !== null;) {
    const node = lookup(next);
    if (node === undefined) throw new Error(`unknown organisation ${next}`);
    if (node.id === org.id || above.includes(node)) throw new Error(`organisation ${node.id} is its own superior`);
    above.push(node);
    next = node.parent;
  }
  return above;
}
