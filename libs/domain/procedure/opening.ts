import type { Facts } from '../assessment/facts.js';
import { disciplineFacts } from '../eligibility/discipline.js';
import { unclassifiedOrganisationReason, unclassifiedReason } from '../eligibility/eligibility.js';
import { decidersOf } from '../eligibility/deciders.js';
import type { Recorded } from '../handling/world.js';
import {
  collectiveStream,
  cycleCase,
  memberStream,
  organisationStream,
  procedureStream,
  reviewCase,
  type CaseKind,
} from '../ids.js';
import type { MemberFacts, OrganisationNode, RegistrySnapshot } from '../registry/snapshot.js';
import type { Rulebook } from '../rulebook.js';
import type { CaseBodies, CaseOpened, ChildCase } from './events.js';

export interface Opening {
  readonly cycle: string;
  readonly year: number;
  readonly enteredAfterwards: boolean;
  readonly parent: string;
  readonly rulebook: Rulebook;
}

/** The case of one organisation in one cycle. */
export const caseOf = (cycle: string, node: OrganisationNode): string => reviewCase(node.tier.kind, cycle, node.id);

/** Everything that is recorded when an organisation's case opens: its subjects, who decides on them, and one review for each. */
export function openReview(snapshot: RegistrySnapshot, opening: Opening): readonly Recorded[] {
  const { organisation } = snapshot;
  const { cycle } = opening;
  const caseId = caseOf(cycle, organisation);
  const judged = judgeMembers(snapshot, opening);
  const eligible = judged.filter(({ reason }) => reason === null);
  const young = unclassifiedOrganisationReason(organisation, opening.rulebook, yearEnd(opening));
  // A cell's class rests on its members' classes: with none to classify it has none.
  const unclassified =
    young ?? (organisation.tier.kind === 'CELL' && eligible.length === 0 ? 'NO_ELIGIBLE_MEMBERS' : null);
  const kind: CaseKind = organisation.tier.kind;
  const opened: CaseOpened = {
    type: 'CaseOpened',
    kind,
    cycle,
    organisation: organisation.id,
    parent: opening.parent,
    above: snapshot.above.map(({ id }) => id),
    subjects: eligible.map(({ facts }) => facts.member),
    unclassified: judged.flatMap(({ facts, reason }) => (reason === null ? [] : [{ id: facts.member, reason }])),
    residence: eligible.flatMap(({ facts }, index) => (facts.residence.due === 'REQUIRED' ? [index + 1] : [])),
    children: snapshot.children.map((child): ChildCase => ({
      caseId: caseOf(cycle, child),
      kind: child.tier.kind,
      organisation: child.id,
    })),
    bodies: bodiesOf(snapshot, opening),
    ownClassDue: unclassified === null && (snapshot.above.length > 0 || opening.rulebook.procedure.rootOwnClass),
    decideTogether: opening.rulebook.procedure.decideTogether,
    enteredAfterwards: opening.enteredAfterwards,
  };
  const events: Recorded[] = [{ stream: procedureStream(caseId), caseId, subject: null, event: opened }];
  const stream = organisationStream(cycle, organisation.id);
  const { id, predecessors = [] } = organisation;
  events.push({
    stream,
    caseId,
    subject: id,
    event: {
      type: 'OrganisationReviewOpened',
      cycle,
      caseId,
      organisation: id,
      parentCase: opening.parent,
      grassroots: organisation.tier.grassroots,
      cell: kind === 'CELL',
      ...(predecessors.length === 0 ? {} : { predecessors: predecessors.map((one) => one.id) }),
    },
  });
  if (unclassified !== null)
    events.push({ stream, caseId, subject: id, event: { type: 'OrganisationUnclassified', reason: unclassified } });
  if (kind === 'COMMITTEE')
    events.push({
      stream: collectiveStream(cycle, id),
      caseId,
      subject: id,
      event: { type: 'CollectiveReviewOpened', cycle, caseId, organisation: id },
    });
  for (const { facts, reason } of judged) {
    const { member, official, residence } = facts;
    const number = reason === null ? opened.subjects.indexOf(member) + 1 : null;
    const review = { stream: memberStream(cycle, member), caseId, subject: member };
    events.push({
      ...review,
      event: {
        type: 'MemberReviewOpened',
        cycle,
        caseId,
        organisation: id,
        member,
        number,
        official,
        residence,
        facts: factsOf(snapshot, facts, opening),
      },
    });
    if (reason !== null) events.push({ ...review, event: { type: 'MemberUnclassified', reason } });
  }
  return events;
}

/** The case of the cycle itself, whose one child is the root's case. */
export function openCycleCase(snapshot: RegistrySnapshot, opening: Omit<Opening, 'parent'>): readonly Recorded[] {
  const { cycle, enteredAfterwards } = opening;
  const { organisation } = snapshot;
  const caseId = cycleCase(cycle);
  const root = caseOf(cycle, organisation);
  const opened: CaseOpened = {
    type: 'CaseOpened',
    kind: 'CYCLE',
    cycle,
    organisation: organisation.id,
    parent: null,
    above: [],
    subjects: [organisation.id],
    unclassified: [],
    residence: [],
    children: [{ caseId: root, kind: organisation.tier.kind, organisation: organisation.id }],
    bodies: {
      membersDecidedBy: root,
      organisationDecidedBy: null,
      between: [],
      betweenOrganisation: [],
      decidesItself: false,
      appraises: 'OFFICE',
      decides: 'OFFICE',
    },
    ownClassDue: false,
    decideTogether: false,
    enteredAfterwards,
  };
  return [{ stream: procedureStream(caseId), caseId, subject: null, event: opened }];
}

const yearEnd = ({ year }: { readonly year: number }): string => `${year}-12-31`;

/** What rules ask for of a member as of the opening: facts of the registry, and what his disciplines say. */
function factsOf({ organisation, above }: RegistrySnapshot, member: MemberFacts, { year, rulebook }: Opening): Facts {
  const organisations = [organisation, ...above].map(({ id }) => id);
  return { ...member.facts, ...disciplineFacts(member.disciplines ?? [], rulebook, { year, organisations }) };
}

function judgeMembers({ members }: RegistrySnapshot, opening: Opening) {
  return members.map((facts) => ({ facts, reason: unclassifiedReason(facts, opening.rulebook, yearEnd(opening)) }));
}

function bodiesOf({ organisation, above }: RegistrySnapshot, { cycle, rulebook }: Opening): CaseBodies {
  // The tree of a cycle ends at its root: what stands above decides nothing in it.
  const rootId = above.at(-1)?.id ?? organisation.id;
  const nodes = [organisation, ...above].map((node) => (node.id === rootId ? { ...node, parent: null } : node));
  const caseById = (id: string): string => caseOf(cycle, nodes.find((node) => node.id === id) ?? organisation);
  const lookup = (id: string) => nodes.find((node) => node.id === id);
  const deciders = decidersOf(nodes[0] ?? organisation, lookup, rulebook);
  const grassroots = organisation.tier.grassroots || above.some((node) => node.tier.grassroots);
  return {
    membersDecidedBy: caseById(deciders.members),
    organisationDecidedBy: deciders.organisation === null ? null : caseById(deciders.organisation),
    between: deciders.between.map(caseById),
    betweenOrganisation: deciders.betweenOrganisation.map(caseById),
    decidesItself: deciders.members === organisation.id,
    ...rulebook.deciders.bodies[grassroots ? 'GRASSROOTS' : 'ABOVE_GRASSROOTS'],
  };
}
