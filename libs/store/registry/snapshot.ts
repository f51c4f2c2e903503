import type pg from 'pg';
import type { Plan } from '../../domain/handling/world.js';
import type { ResidenceDuty } from '../../domain/member-review/events.js';
import type {
  DisciplineFact,
  MemberFacts,
  OrganisationNode,
  RegistrySnapshot,
} from '../../domain/registry/snapshot.js';
import { heldToday } from './held.js';
import type { Store } from '../store.js';

interface NodeRow extends Omit<OrganisationNode, 'predecessors'> {
  readonly predecessors: NonNullable<OrganisationNode['predecessors']>;
  /** 0 the organisation itself, above it 1, 2 …, -1 its children. */
  readonly depth: number;
}

interface MemberRow extends Omit<MemberFacts, 'residence' | 'disciplines'> {
  readonly introduced: boolean;
  readonly cell: string | null;
  readonly committee: string | null;
  readonly exemptGround: string | null;
  readonly disciplines: readonly DisciplineFact[];
}

const NODES = {
  name: 'registry-nodes',
  text: `
    WITH RECURSIVE parents AS (
      SELECT organisation, parent FROM organisation_parent p WHERE ${heldToday('p')}
    ), above AS (
      SELECT $1::text AS id, 0 AS depth
      UNION ALL SELECT p.parent, a.depth + 1 FROM above a JOIN parents p ON p.organisation = a.id
    ), node AS (
      SELECT id, depth FROM above UNION ALL SELECT organisation, -1 FROM parents WHERE parent = $1
    ), before AS (
      SELECT p.id FROM stream s, jsonb_array_elements_text(s.state -> 'predecessors') AS p(id) WHERE s.id = 'registry/' || $1
      UNION SELECT p.id FROM before b JOIN stream s ON s.id = 'registry/' || b.id,
        jsonb_array_elements_text(s.state -> 'predecessors') AS p(id)
    )
    SELECT o.id, n.depth, p.parent, o.founded_on::text AS "foundedOn",
      json_build_object('code', t.code, 'name', t.name, 'parents', t.parents, 'kind', t.kind, 'grassroots', t.grassroots) AS tier,
      CASE n.depth WHEN 0 THEN coalesce((SELECT json_agg(json_build_object('id', b.id, 'foundedOn', bo.founded_on) ORDER BY b.id)
        FROM before b JOIN organisation bo ON bo.id = b.id), '[]') ELSE '[]' END AS predecessors
    FROM node n JOIN organisation o ON o.id = n.id JOIN tier t ON t.code = o.tier LEFT JOIN parents p ON p.organisation = o.id
    ORDER BY n.depth, o.id`,
};

const MEMBERS = {
  name: 'registry-members',
  text: `
    SELECT m.person AS member, m.official, m.admitted_on::text AS "admittedOn", m.exempt, m.suspended, m.facts,
      r.person IS NOT NULL AS introduced, r.cell, r.committee, r.exempt_ground AS "exemptGround",
      coalesce((SELECT json_agg(json_build_object('form', d.form, 'decidedOn', d.decided_on, 'violationFrom', d.violation_from,
        'violationUntil', d.violation_until, 'organisation', d.organisation) ORDER BY d.decided_on, d.form)
        FROM discipline d WHERE d.person = m.person), '[]') AS disciplines
    FROM membership s JOIN member m ON m.person = s.person JOIN person p ON p.id = m.person
    LEFT JOIN residence_introduction r ON r.person = m.person
    WHERE s.organisation = $1 AND ${heldToday('s')}
    ORDER BY p.code`,
};

/** What the registry holds now of the organisation whose case is to open, in the tree of its cycle. */
export async function readRegistry(
  client: Pick<pg.ClientBase | pg.Pool, 'query'>,
  registryOf: Plan['registryOf'],
  peeks: Store['peeks'],
): Promise<RegistrySnapshot | null> {
  if (registryOf === null) return null;
  const cycle = await peeks.cycle(registryOf.cycle);
  if (cycle === null) return null;
  const organisation = registryOf.organisation ?? cycle.root;
  const [nodes, members] = await Promise.all([
    client.query<NodeRow>({ ...NODES, values: [organisation] }),
    client.query<MemberRow>({ ...MEMBERS, values: [organisation] }),
  ]);
  return snapshotOf(nodes.rows, members.rows, cycle);
}

function snapshotOf(
  nodes: readonly NodeRow[],
  members: readonly MemberRow[],
  { root }: { readonly root: string },
): RegistrySnapshot | null {
  const itself = nodes.find(({ depth }) => depth === 0);
  if (itself === undefined) return null;
  const superiors = nodes.filter(({ depth }) => depth > 0).map(nodeOf);
  // The tree of a cycle ends at its root, whatever stands above that.
  const above = itself.id === root ? [] : superiors.slice(0, superiors.findIndex(({ id }) => id === root) + 1);
  return {
    organisation: nodeOf(itself),
    above,
    children: nodes.filter(({ depth }) => depth === -1).map(nodeOf),
    members: members.map(factsOf),
  };
}

function nodeOf({ id, tier, parent, foundedOn, predecessors }: NodeRow): OrganisationNode {
  const node = { id, tier, parent, foundedOn };
  return predecessors.length === 0 ? node : { ...node, predecessors };
}

function factsOf(row: MemberRow): MemberFacts {
  const { member, official, admittedOn, exempt, suspended, facts, disciplines } = row;
  return { member, official, admittedOn, exempt, suspended, residence: residenceOf(row), facts, disciplines };
}

function residenceOf({ introduced, cell, committee, exemptGround }: MemberRow): ResidenceDuty {
  if (exemptGround !== null) return { due: 'EXEMPT', ground: exemptGround };
  return introduced ? { due: 'REQUIRED', cell, committee } : { due: 'NOT_APPLICABLE' };
}
