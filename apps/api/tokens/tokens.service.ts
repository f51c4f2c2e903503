import { Inject, Injectable } from '@nestjs/common';
import { issueTokens, revokeToken } from '../../../libs/store/accounts.js';
import type { Store } from '../../../libs/store/store.js';
import type { Caller } from '../access/caller.js';
import { Callers } from '../access/callers.js';
import { Problem } from '../problems/problem.js';
import { ReadModels, type Query } from '../reading/read-models.js';
import { STORE } from '../store.token.js';
import type { IssuedTokens, IssueTokens } from './tokens.schema.js';

const PEOPLE_BY_CODE: Query = {
  name: 'people-by-code',
  text: 'SELECT code, id AS person FROM person WHERE code = ANY($1)',
};

@Injectable()
export class TokensService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly reading: ReadModels,
    private readonly callers: Callers,
  ) {}

  /** One new token for each person; refused as a whole when a code is unknown. */
  async issue({ people, expiresInDays }: IssueTokens): Promise<IssuedTokens> {
    const codes = [...new Set(people.map(({ code }) => code))];
    const known = await this.reading.rows<{ code: string; person: string }>(PEOPLE_BY_CODE, codes);
    const found = new Set(known.map(({ code }) => code));
    const unknown = codes.filter((code) => !found.has(code));
    if (unknown.length > 0) throw new Problem('PERSON_UNKNOWN', { codes: unknown.slice(0, 100) });
    const issued = await issueTokens(
      this.store,
      known.map(({ person }) => person),
      { days: expiresInDays },
    );
    const tokens = known.map(({ code, person }) => ({ code, person, token: issued[person] ?? '' }));
    return { tokens };
  }

  /** Ends the token that the request came with. */
  async revoke({ token }: Caller): Promise<void> {
    await revokeToken(this.store, token);
    this.callers.forget(token);
  }
}
