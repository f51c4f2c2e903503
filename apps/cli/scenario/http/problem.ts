import { z } from 'zod';

/** RFC 9457: why the API refused. */
export const problem = z.looseObject({
  status: z.number(),
  code: z.string(),
  title: z.string().default(''),
  titleEn: z.string().default(''),
  details: z.unknown().optional(),
});
export type Problem = z.infer<typeof problem>;
