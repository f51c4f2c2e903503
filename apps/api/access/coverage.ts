import { Injectable } from '@nestjs/common';
import { notFound } from '../problems/problem.js';
import type { Caller } from './caller.js';
import { Standings } from './standings.js';
import { Tree } from './tree.js';

/** Which parts of a cycle's tree a caller covers with his posts. */
@Injectable()
export class Coverage {
  constructor(
    private readonly standings: Standings,
    private readonly tree: Tree,
  ) {}

  /** The highest organisations of the cycle that he covers; with `wanted`, that one alone, if he covers it. */
  async topsIn(caller: Caller, cycle: string, wanted?: string): Promise<readonly string[]> {
    const root = await this.tree.rootOf(cycle);
    if (root === null) throw notFound();
    if (wanted !== undefined) {
      const path = await this.tree.upwards(wanted);
      if (path.includes(root) && (await this.covers(caller, wanted))) return [wanted];
      throw notFound();
    }
    if (await this.covers(caller, root)) return [root];
    const organisations = [...new Set(caller.posts.map(({ organisation }) => organisation))];
    const paths = await Promise.all(organisations.map((organisation) => this.tree.upwards(organisation)));
    return organisations.filter((_, index) => {
      const [, ...above] = paths[index] ?? [];
      return above.includes(root) && !above.some((one) => organisations.includes(one));
    });
  }

  /** A post in the organisation or in one above it, or the administrator's. */
  async covers(caller: Caller, organisation: string): Promise<boolean> {
    const { own, above, administrator } = await this.standings.toOrganisation(caller, organisation);
    return administrator || own.length > 0 || above.length > 0;
  }
}
