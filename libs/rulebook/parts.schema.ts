import { z } from 'zod';

/** Pieces that every part of a rulebook is made of. */
export const wording = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }).meta({ id: 'Wording' });

export const source = z
  .strictObject({
    document: z.string().min(1),
    article: z.string().min(1).exactOptional(),
    uncertain: z.boolean().exactOptional(),
    note: z.string().min(1).exactOptional(),
  })
  .meta({
    id: 'Source',
    description: 'Where a number or rule comes from; `uncertain` marks what was recalled or derived, not read.',
  });

export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/);

/** A share with at most four decimals, so that it is read back exactly as it was written. */
export const share = z
  .number()
  .min(0)
  .max(1)
  .refine((value) => /^[01](\.\d{1,4})?$/.test(String(value)), { message: 'has more than four decimals' });

export const qualityClass = z.enum(['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED']);

export const degree = z.enum(['D4', 'D3', 'D2', 'D1']);

/** A share, or a fraction where no decimal is exact. */
export const ratio = z.union([share, z.string().regex(/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/)]);

/** Whom a rule is about. */
export const applies = { onlyIf: code.exactOptional(), unless: code.exactOptional() };
