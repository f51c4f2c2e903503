import type { ResidenceDuty } from '../member-review/events.js';

/** A tier of the tree, dated data: nothing in code says "huyện". */
export interface TierDefinition {
  readonly code: string;
  readonly name: string;
  readonly parents: readonly string[];
  readonly kind: 'COMMITTEE' | 'CELL';
  readonly grassroots: boolean;
}

export interface OrganisationNode {
  readonly id: string;
  readonly tier: TierDefinition;
  readonly parent: string | null;
  readonly foundedOn: string | null;
}

export interface MemberFacts {
  readonly member: string;
  readonly official: boolean;
  readonly admittedOn: string | null;
  readonly exempt: boolean;
  readonly suspended: boolean;
  readonly residence: ResidenceDuty;
  /** Discipline in the year and other facts that automatic results ask for. */
  readonly facts: Readonly<Record<string, number | boolean>>;
}

/** What the registry holds of one organisation at the instant its case opens. */
export interface RegistrySnapshot {
  readonly organisation: OrganisationNode;
  /** The organisation's superiors, nearest first, up to the root of the cycle. */
  readonly above: readonly OrganisationNode[];
  readonly children: readonly OrganisationNode[];
  readonly members: readonly MemberFacts[];
}
