import { z } from 'zod';
import { id } from '../schema.js';

const people = z
  .array(z.strictObject({ code: id }))
  .min(1)
  .max(10_000);

export const issueTokens = z
  .strictObject({
    people,
    expiresInDays: z.int().min(1).max(3_650).default(365),
  })
  .meta({ id: 'IssueTokens' });
export type IssueTokens = z.infer<typeof issueTokens>;

export const issuedTokens = z
  .object({ tokens: z.array(z.object({ code: z.string(), person: z.string(), token: z.string() })) })
  .meta({ id: 'IssuedTokens', description: 'shown this once: only their SHA-256 is kept' });
export type IssuedTokens = z.infer<typeof issuedTokens>;

export const revokeTokens = z.strictObject({ people }).meta({ id: 'RevokeTokens' });
export type RevokeTokens = z.infer<typeof revokeTokens>;

export const revokedTokens = z
  .object({
    revoked: z.array(z.object({ code: z.string(), person: z.string(), tokens: z.int() })),
  })
  .meta({ id: 'RevokedTokens', description: 'how many of each person were ended; they are refused from now on' });
export type RevokedTokens = z.infer<typeof revokedTokens>;

export const tokensQuery = z.strictObject({ code: id });
export type TokensQuery = z.infer<typeof tokensQuery>;

const who = z.string().nullable();
export const tokenList = z
  .object({
    person: z.string(),
    tokens: z.array(
      z.object({
        issuedAt: z.iso.datetime(),
        issuedBy: who.meta({ description: 'code; null: the first administrator himself, or an operator' }),
        expiresAt: z.iso.datetime(),
        revokedAt: z.iso.datetime().nullable(),
        revokedBy: who,
      }),
    ),
  })
  .meta({ id: 'TokenList', description: 'never a token, nor anything that it could be known by' });
export type TokenList = z.infer<typeof tokenList>;
