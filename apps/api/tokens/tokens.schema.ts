import { z } from 'zod';
import { id } from '../schema.js';

export const issueTokens = z
  .strictObject({
    people: z
      .array(z.strictObject({ code: id }))
      .min(1)
      .max(10_000),
    expiresInDays: z.int().min(1).max(3_650).default(365),
  })
  .meta({ id: 'IssueTokens' });
export type IssueTokens = z.infer<typeof issueTokens>;

export const issuedTokens = z
  .object({ tokens: z.array(z.object({ code: z.string(), person: z.string(), token: z.string() })) })
  .meta({ id: 'IssuedTokens', description: 'shown this once: only their SHA-256 is kept' });
export type IssuedTokens = z.infer<typeof issuedTokens>;
