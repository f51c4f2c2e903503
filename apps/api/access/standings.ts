import { Injectable } from '@nestjs/common';
import type { Post, PostRole } from '../../../libs/domain/people.js';
import type { Caller } from './caller.js';
import type { Rule, Standing } from './permissions.js';
import { Tree, type Place } from './tree.js';

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const STRANGER: Standing = {
  own: [],
  above: [],
  below: [],
  residence: [],
  belongs: false,
  self: false,
  administrator: false,
};

type NamedInPath = Readonly<Partial<Record<'cycle' | 'organisation' | 'member', string>>>;

/** How callers stand to organisations, members and cycles, by their posts as of now. */
@Injectable()
export class Standings {
  constructor(private readonly tree: Tree) {}

  /** The standing that a rule asks for; a stranger's where the path names nothing that exists. */
  async of(caller: Caller, rule: Rule, { cycle = '', organisation = '', member = '' }: NamedInPath): Promise<Standing> {
    switch (rule.on) {
      case 'ANYONE':
      case 'INSTALLATION':
        return { ...STRANGER, administrator: caller.administrator };
      case 'CYCLE':
        return this.toCycle(caller, cycle);
      case 'ORGANISATION':
        return ID.test(cycle)
          ? this.toOrganisationIn(caller, cycle, organisation, rule.residence !== undefined)
          : STRANGER;
      case 'MEMBER':
        return ID.test(cycle) && ID.test(member) ? this.toMember(caller, cycle, member) : STRANGER;
    }
  }

  /** Without regard to a year: who may read or keep papers of the organisation. */
  async toOrganisation(caller: Caller, organisation: string): Promise<Standing> {
    if (!ID.test(organisation)) return STRANGER;
    const [own, ...above] = await this.tree.upwards(organisation);
    if (own === undefined) return STRANGER;
    return {
      ...STRANGER,
      own: rolesIn(caller.posts, [own]),
      above: rolesIn(caller.posts, above),
      belongs: caller.cell === organisation,
      administrator: caller.administrator,
    };
  }

  private async toCycle(caller: Caller, cycle: string): Promise<Standing> {
    const root = ID.test(cycle) ? await this.tree.rootOf(cycle) : null;
    if (root === null) return STRANGER;
    const standing = await this.toOrganisation(caller, root);
    const beneath = await this.beneath(caller, root);
    return {
      ...standing,
      below: rolesIn(caller.posts, beneath),
      belongs: caller.cell !== null && (caller.cell === root || beneath.includes(caller.cell)),
    };
  }

  private async toOrganisationIn(
    caller: Caller,
    cycle: string,
    organisation: string,
    withResidence: boolean,
  ): Promise<Standing> {
    const standing = await this.toOrganisation(caller, organisation);
    if (!withResidence || caller.posts.length === 0 || !ID.test(organisation)) return standing;
    const residence = await this.tree.residenceOrganisations(cycle, organisation);
    return { ...standing, residence: rolesIn(caller.posts, residence) };
  }

  /** To a member's review in a cycle: by the organisation whose case holds it. */
  async toMember(caller: Caller, cycle: string, member: string): Promise<Standing> {
    return this.toMemberAt(caller, member, await this.tree.placeOf(cycle, member));
  }

  /** To a member by where he is active and where he lives; a fellow member is a stranger to his file. */
  async toMemberAt(
    caller: Caller,
    member: string,
    place: Pick<Place, 'organisation' | 'residence'> | null,
  ): Promise<Standing> {
    if (place === null) return STRANGER;
    const standing = await this.toOrganisation(caller, place.organisation);
    return {
      ...standing,
      residence: rolesIn(caller.posts, place.residence),
      self: caller.member === member,
      belongs: false,
    };
  }

  private async beneath(caller: Caller, root: string): Promise<readonly string[]> {
    const organisations = [
      ...new Set([...caller.posts.map((post) => post.organisation), ...(caller.cell === null ? [] : [caller.cell])]),
    ];
    const paths = await Promise.all(organisations.map((organisation) => this.tree.upwards(organisation)));
    return organisations.filter((organisation, index) => organisation !== root && paths[index]?.includes(root));
  }
}

function rolesIn(posts: readonly Post[], organisations: readonly string[]): readonly PostRole[] {
  return posts.filter((post) => organisations.includes(post.organisation)).map((post) => post.role);
}
