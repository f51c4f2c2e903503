import { Inject, Injectable } from '@nestjs/common';
import { issueTokens, revokeToken, revokeTokensOf } from '../../../libs/store/accounts.js';
import type { Store } from '../../../libs/store/store.js';
import type { Caller } from '../access/caller.js';
import { Callers } from '../access/callers.js';
import { notFound, Problem } from '../problems/problem.js';
import { ReadModels } from '../reading/read-models.js';
import { STORE } from '../store/store.token.js';
import { PEOPLE_BY_CODE, TOKENS_OF_PERSON } from './tokens.queries.js';
import type { IssuedTokens, IssueTokens, RevokedTokens, RevokeTokens, TokenList } from './tokens.schema.js';

interface Person {
  readonly code: string;
  readonly person: string;
}

interface TokenRow {
  readonly issuedAt: Date;
  readonly issuedBy: string | null;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
}

@Injectable()
export class TokensService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly reading: ReadModels,
    private readonly callers: Callers,
  ) {}

  /** One new token for each person; refused as a whole when a code is unknown. */
  async issue({ person: by }: Caller, { people, expiresInDays }: IssueTokens): Promise<IssuedTokens> {
    const known = await this.known(people);
    const ids = known.map(({ person }) => person);
    const issued = await issueTokens(this.store, ids, { days: expiresInDays, by });
    return { tokens: known.map(({ code, person }) => ({ code, person, token: issued[person] ?? '' })) };
  }

  /** Ends every token of these people: lost, stolen, or no longer theirs to have. */
  async revokeOf({ person: by }: Caller, { people }: RevokeTokens): Promise<RevokedTokens> {
    const known = await this.known(people);
    const ended = await revokeTokensOf(
      this.store,
      known.map(({ person }) => person),
      by,
    );
    this.callers.clear();
    const counts = new Map<string, number>();
    for (const person of ended) counts.set(person, (counts.get(person) ?? 0) + 1);
    return { revoked: known.map(({ code, person }) => ({ code, person, tokens: counts.get(person) ?? 0 })) };
  }

  /** What was given out to a person, and what became of it. */
  async list(code: string): Promise<TokenList> {
    const found = await this.reading.first<Person>(PEOPLE_BY_CODE, [code]);
    if (found === null) throw notFound();
    const rows = await this.reading.rows<TokenRow>(TOKENS_OF_PERSON, found.person);
    return { person: found.person, tokens: rows.map(shown) };
  }

  /** Ends the token that the request came with. */
  async revoke({ token }: Caller): Promise<void> {
    await revokeToken(this.store, token);
    this.callers.forget(token);
  }

  private async known(people: IssueTokens['people']): Promise<readonly Person[]> {
    const codes = [...new Set(people.map(({ code }) => code))];
    const known = await this.reading.rows<Person>(PEOPLE_BY_CODE, codes);
    const found = new Set(known.map(({ code }) => code));
    const unknown = codes.filter((code) => !found.has(code));
    if (unknown.length > 0) throw new Problem('PERSON_UNKNOWN', { codes: unknown.slice(0, 100) });
    return known;
  }
}

const shown = ({ issuedAt, expiresAt, revokedAt, ...by }: TokenRow): TokenList['tokens'][number] => ({
  ...by,
  issuedAt: issuedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  revokedAt: revokedAt?.toISOString() ?? null,
});
