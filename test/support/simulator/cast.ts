import { below, oneOf, type Random } from '../../../apps/cli/scenario/generate/random.js';
import type { Actor } from '../../../libs/domain/handling/world.js';
import { SITTING, type Asks, ANSWERS_FOR, type Post, type PostRole } from '../../../libs/domain/people.js';
import type { ResidenceDuty } from '../../../libs/domain/member-review/events.js';
import { Tree, type TreeNode } from '../workflow-tree.js';

export type Somebody = Extract<Actor, { readonly kind: 'PERSON' }>;

/** A drawn tree of organisations with everyone in it: members, those who hold posts, a clerk, a stranger. */
export class Cast {
  readonly tree: Tree;
  readonly everyone: readonly [Somebody, ...Somebody[]];
  readonly members: readonly [string, ...string[]];

  constructor(random: Random) {
    const members: string[] = [];
    this.tree = new Tree(drawnTree(random, members));
    this.members = [members[0] ?? 'm1', ...members.slice(1)];
    const organisations = this.tree.organisations;
    const people = new Map<string, { member: string | null; readonly posts: Post[] }>();
    for (const member of members) people.set(member, { member, posts: [] });
    const give = (person: string, role: PostRole, organisation: string): void => {
      const known = people.get(person) ?? { member: null, posts: [] };
      known.posts.push({ role, organisation, from: '2015-01-01', until: null });
      people.set(person, known);
    };
    for (const organisation of organisations) {
      // Secretaries are members of some cell, mostly: what they may not do about themselves is tried too
      give(random() < 0.6 ? oneOf(random, this.members) : `bt-${organisation}`, 'SECRETARY', organisation);
      give(random() < 0.3 ? oneOf(random, this.members) : `pbt-${organisation}`, 'DEPUTY_SECRETARY', organisation);
      give(`vp-${organisation}`, 'OFFICE', organisation);
      give(`btc-${organisation}`, 'ORG_DEPT', organisation);
    }
    give('van-thu', 'CLERK', this.tree.root);
    give('nguoi-ngoai', 'SECRETARY', 'noi-khac');
    const [first, ...others] = [...people].map(([person, { member, posts }]): Somebody => ({
      kind: 'PERSON',
      person,
      member,
      posts,
    }));
    if (first === undefined) throw new Error('nobody is there');
    this.everyone = [first, ...others];
  }

  /** Who may answer for a work item: holders of a post, the member himself, the clerk with a paper. */
  whoAnswers(asks: Asks, organisation: string, member: string | null): readonly Somebody[] {
    const roles = asks === 'MEMBER' ? ANSWERS_FOR.CELL_SECRETARY : ANSWERS_FOR[asks];
    return this.everyone.filter(
      (each) =>
        (member !== null && each.member === member) ||
        each.posts.some(
          (post) => (roles.includes(post.role) && post.organisation === organisation) || post.role === 'CLERK',
        ),
    );
  }

  /** Members who sit on the body of an organisation. */
  sittingOn(organisation: string | null): readonly string[] {
    const sits = ({ posts }: Somebody) =>
      posts.some((post) => SITTING.includes(post.role) && post.organisation === organisation);
    return organisation === null ? [] : this.everyone.filter(sits).map(({ person }) => person);
  }
}

/** One to four tiers: a cell alone, a commune, or a district with communes, committees in between and cells of its own. */
function drawnTree(random: Random, members: string[]): TreeNode {
  let organisations = 0;
  const named = (prefix: string): string => `${prefix}${(organisations += 1)}`;
  const young = () => (random() < 0.1 ? { foundedOn: '2018-10-01' } : {});
  const cell = (tier: 'CELL' | 'GRASSROOTS_CELL', residence: readonly string[]): TreeNode => {
    const count = random() < 0.08 ? 0 : 1 + below(random, 4);
    const drawn = Array.from({ length: count }, () => {
      const member = `m${members.length + 1}`;
      members.push(member);
      const due = random() < 0.35 ? { residence: residenceOf(random, residence) } : {};
      return { member, official: random() < 0.9, exempt: random() < 0.1, suspended: random() < 0.05, ...due };
    });
    return { id: named('cb'), tier, members: drawn, ...young() };
  };
  const many = (least: number, more: number, make: () => TreeNode): readonly TreeNode[] =>
    Array.from({ length: least + below(random, more) }, make);
  const commune = (): TreeNode => {
    const id = named('xa');
    const cells = many(random() < 0.1 ? 0 : 1, 3, () => cell('CELL', [id]));
    const between =
      random() < 0.25
        ? many(1, 1, () => ({ id: named('bp'), tier: 'SUB_COMMITTEE', children: many(1, 2, () => cell('CELL', [id])) }))
        : [];
    return { id, tier: 'COMMUNE', children: [...cells, ...between], ...young() };
  };
  const shape = random();
  if (shape < 0.15) return withSomebody(cell('GRASSROOTS_CELL', []), members);
  if (shape < 0.55) return withSomebody(commune(), members);
  const id = named('huyen');
  const district: TreeNode = {
    id,
    tier: 'DISTRICT',
    children: [...many(1, 2, commune), ...many(0, 2, () => cell('GRASSROOTS_CELL', []))],
  };
  return withSomebody(district, members);
}

// A tree without a single member has nobody to hold a post
function withSomebody(tree: TreeNode, members: string[]): TreeNode {
  if (members.length > 0) return tree;
  const member = { member: 'm1' };
  members.push(member.member);
  if (tree.tier === 'GRASSROOTS_CELL') return { ...tree, members: [member] };
  const cell: TreeNode = { id: 'cb-them', tier: 'CELL', members: [member] };
  return { ...tree, children: [...(tree.children ?? []), cell] };
}

function residenceOf(random: Random, committees: readonly string[]): ResidenceDuty {
  const draw = random();
  const [committee = null] = committees;
  if (draw < 0.3 || committee === null) return { due: 'REQUIRED', cell: null, committee: null };
  if (draw < 0.5) return { due: 'REQUIRED', cell: null, committee };
  return { due: 'REQUIRED', cell: 'cb-noi-o', committee };
}
