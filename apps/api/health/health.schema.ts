import { z } from 'zod';

export const health = z
  .object({
    status: z.enum(['READY', 'NOT_READY']),
    database: z.enum(['UP', 'AWAY']),
    schema: z.enum(['CURRENT', 'OLDER', 'NEWER', 'UNKNOWN']),
    temporal: z
      .enum(['UP', 'AWAY', 'NOT_CONFIGURED'])
      .meta({ description: 'for information: open steps go on without it' }),
    oldestUnsignalledMs: z
      .number()
      .nullable()
      .meta({ description: 'age of the oldest change that no workflow has heard of' }),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof health>;
