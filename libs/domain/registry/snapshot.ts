import type { DisciplineForm } from './events.js';
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
  /** Whom it succeeds, and whom those succeeded. */
  readonly predecessors?: readonly { readonly id: string; readonly foundedOn: string | null }[];
}

/** A discipline of the year, as far as it speaks of a class. */
export interface DisciplineFact {
  readonly form: DisciplineForm;
  readonly decidedOn: string;
  readonly violationFrom: string | null;
  readonly violationUntil: string | null;
  /** Where the violation was; null: where the member belongs now. */
  readonly organisation: string | null;
}

export interface MemberFacts {
  readonly member: string;
  readonly official: boolean;
  readonly admittedOn: string | null;
  readonly exempt: boolean;
  readonly suspended: boolean;
  readonly residence: ResidenceDuty;
  /** Facts that automatic results ask for, beside discipline. */
  readonly facts: Readonly<Record<string, number | boolean>>;
  readonly disciplines?: readonly DisciplineFact[];
}

/** What the registry holds of one organisation at the instant its case opens. */
export interface RegistrySnapshot {
  readonly organisation: OrganisationNode;
  /** The organisation's superiors, nearest first, up to the root of the cycle. */
  readonly above: readonly OrganisationNode[];
  readonly children: readonly OrganisationNode[];
  readonly members: readonly MemberFacts[];
}
