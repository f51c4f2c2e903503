import { Injectable } from '@nestjs/common';
import type { UnclassifiedReason } from '../../../libs/domain/classes.js';
import type { CycleState } from '../../../libs/domain/cycle/events.js';
import { decidersOf, type OrgNode } from '../../../libs/domain/eligibility/deciders.js';
import {
  unclassifiedOrganisationReason,
  unclassifiedReason,
  type MemberFacts,
} from '../../../libs/domain/eligibility/eligibility.js';
import { reviewCase } from '../../../libs/domain/ids.js';
import type { TierDefinition } from '../../../libs/domain/registry/snapshot.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { notFound } from '../problems/problem.js';
import { ReadModels } from '../reading/read-models.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import { CYCLES, TREE_WITH_MEMBERS } from './cycles.queries.js';
import type { CyclePreview } from './cycles.schema.js';

interface NodeRow {
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly foundedOn: string | null;
  readonly predecessors: readonly { readonly foundedOn: string | null }[];
  readonly tier: TierDefinition;
  readonly members: readonly (MemberFacts & { readonly residenceDue: boolean })[];
}

type PreviewedCase = CyclePreview['cases'][number];
type Reasons = Partial<Record<UnclassifiedReason, number>>;

/** What would open if the cycle were opened now: nothing is recorded, and the same rules judge. */
@Injectable()
export class PreviewService {
  constructor(private readonly reading: ReadModels) {}

  async preview(cycle: string): Promise<CyclePreview> {
    const row = await this.reading.first<{ state: CycleState }>(CYCLES, cycle);
    if (row === null || row.state.created === null) throw notFound();
    const { root, year, rulebook: id, rulebookHash } = row.state.created;
    const rulebook = rulebookOf(id, rulebookHash);
    const nodes = await this.reading.rows<NodeRow>(TREE_WITH_MEMBERS, root);
    const lookup = lookupIn(nodes);
    const cases = nodes.map((node) => previewed(node, { cycle, yearEnd: `${year}-12-31`, rulebook, lookup }));
    return { rulebook: id, cases, totals: totalsOf(cases) };
  }
}

interface Setting {
  readonly cycle: string;
  readonly yearEnd: string;
  readonly rulebook: Rulebook;
  readonly lookup: (id: string) => OrgNode | undefined;
}

function previewed(node: NodeRow, { cycle, yearEnd, rulebook, lookup }: Setting): PreviewedCase {
  const judged = node.members.map((member) => ({ member, reason: unclassifiedReason(member, rulebook, yearEnd) }));
  const reviewed = judged.filter(({ reason }) => reason === null);
  const deciders = decidersOf(node, lookup, rulebook);
  return {
    case: reviewCase(node.tier.kind, cycle, node.id),
    kind: node.tier.kind,
    organisation: node.id,
    name: node.name,
    parent: node.parent,
    members: judged.length,
    reviewed: reviewed.length,
    unclassified: tally(judged.map(({ reason }) => reason)),
    organisationUnclassified: unclassifiedOrganisationReason(node, rulebook, yearEnd),
    residenceComments: reviewed.filter(({ member }) => member.residenceDue).length,
    membersDecidedBy: deciders.members,
    organisationDecidedBy: deciders.organisation,
  };
}

function totalsOf(cases: readonly PreviewedCase[]): CyclePreview['totals'] {
  const unclassified: Reasons = {};
  for (const one of cases)
    for (const [reason, count] of Object.entries(one.unclassified) as [UnclassifiedReason, number][])
      unclassified[reason] = (unclassified[reason] ?? 0) + count;
  const sum = (of: (one: PreviewedCase) => number): number => cases.reduce((total, one) => total + of(one), 0);
  return {
    cases: cases.length,
    members: sum(({ members }) => members),
    reviewed: sum(({ reviewed }) => reviewed),
    unclassified,
  };
}

function tally(reasons: readonly (UnclassifiedReason | null)[]): Reasons {
  const counts: Reasons = {};
  for (const reason of reasons) if (reason !== null) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

function lookupIn(nodes: readonly NodeRow[]): (id: string) => OrgNode | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return (id) => byId.get(id);
}
