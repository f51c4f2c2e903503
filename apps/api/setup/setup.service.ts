import { Inject, Injectable } from '@nestjs/common';
import { redeemFirstAdminToken } from '../../../libs/store/accounts.js';
import type { Store } from '../../../libs/store/store.js';
import { Attempts } from '../access/attempts.js';
import { Problem } from '../problems/problem.js';
import { STORE } from '../store/store.token.js';
import type { FirstAdministrator, SetUp } from './setup.schema.js';

@Injectable()
export class SetupService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly attempts: Attempts,
  ) {}

  /** Makes the first administrator, once; the token was printed at the first start. */
  async setUp({ token, name, code }: SetUp, address: string): Promise<FirstAdministrator> {
    const administrator = await this.attempts.check('setup', address, token, () =>
      redeemFirstAdminToken(this.store, token, { code, name }),
    );
    if (administrator === null) throw new Problem('SETUP_TOKEN_REFUSED');
    return administrator;
  }
}
