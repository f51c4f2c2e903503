import type { QualityClass } from '../../../../libs/domain/classes.js';
import type { PostRole } from '../../../../libs/domain/people.js';
import type { TierDefinition } from '../../../../libs/domain/registry/snapshot.js';
import type { Rulebook } from '../../../../libs/domain/rulebook.js';
import type { MemberConduct, MemberInput, ResidenceInput } from '../format/member.schema.js';
import type { OrganisationConduct } from '../format/organisation.schema.js';
import type { Scenario } from '../format/scenario.schema.js';

/** An organisation of old, outside of the tree. */
export interface PlannedPredecessor {
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  readonly foundedOn: string | null;
}

/** One organisation of the tree, superiors before subordinates. */
export interface PlannedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly tier: TierDefinition;
  readonly parent: string | null;
  readonly foundedOn: string | null;
  readonly predecessors: readonly PlannedPredecessor[];
  readonly conduct: OrganisationConduct;
  /** The class its degrees and ballots aim at. */
  readonly wanted: QualityClass;
}

export interface PlannedMember {
  readonly number: number;
  readonly code: string;
  readonly name: string;
  readonly organisation: string;
  readonly official: boolean;
  readonly admittedOn: string;
  readonly exempt: boolean;
  readonly suspended: boolean;
  readonly facts: Readonly<Record<string, number | boolean>>;
  readonly residence: ResidenceInput | null;
  readonly discipline: NonNullable<MemberInput['discipline']>;
  readonly conduct: MemberConduct;
  /** The class that degrees and ballots aim at; null for those who are not classified. */
  readonly wanted: QualityClass | null;
}

export interface PlannedPost {
  readonly person: string;
  readonly role: PostRole;
  readonly organisation: string;
}

/** Everything a scenario puts into the world and everything people mean to do in it. */
export interface Plan {
  readonly scenario: Scenario;
  readonly rulebook: Rulebook;
  readonly cycle: string;
  readonly tiers: readonly TierDefinition[];
  readonly organisations: readonly PlannedOrganisation[];
  readonly members: readonly PlannedMember[];
  /** Officials who are no members of the tree. */
  readonly people: readonly { readonly code: string; readonly name: string }[];
  readonly posts: readonly PlannedPost[];
}
