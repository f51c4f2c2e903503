import { Inject, Injectable } from '@nestjs/common';
import { personOfToken, postsOf } from '../../../libs/store/accounts.js';
import type { Store } from '../../../libs/store/store.js';
import { STORE } from '../store.token.js';
import type { Caller } from './caller.js';
import { remembered } from './remembered.js';
import { Tree } from './tree.js';

/**
 * Whom a token belongs to, remembered for moments. A token revoked here is refused at once; one revoked by
 * another process, or a post that ended, within seconds, and inside a command's transaction at once.
 */
@Injectable()
export class Callers {
  private readonly callers = remembered((token: string) => this.load(token), 3_000);

  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly tree: Tree,
  ) {}

  byToken(token: string): Promise<Caller | null> {
    return this.callers.get(token);
  }

  forget(token: string): void {
    this.callers.forget(token);
  }

  clear(): void {
    this.callers.clear();
  }

  private async load(token: string): Promise<Caller | null> {
    const account = await personOfToken(this.store, token);
    if (account === null) return null;
    const { person, name, admin: administrator } = account;
    const [posts, cell] = await Promise.all([postsOf(this.store, person), this.tree.memberOf(person)]);
    return { person, name, member: cell === null ? null : person, cell, administrator, posts, token };
  }
}
