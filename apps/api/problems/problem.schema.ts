import { z } from 'zod';

/** RFC 9457 problem details, with a stable code and the title in both languages. */
export const problemDetails = z
  .object({
    type: z.string().meta({ description: 'urn:kiemdiem:problem:{code}' }),
    title: z.string().meta({ description: 'Vietnamese' }),
    titleEn: z.string(),
    status: z.int(),
    code: z.string(),
    instance: z.string().meta({ description: 'Id of the request, as in the log' }),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Problem' });
