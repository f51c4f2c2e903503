import { z } from 'zod';
import { POST_ROLES } from '../../../libs/domain/people.js';

export const me = z
  .object({
    person: z.string(),
    name: z.string(),
    member: z.string().nullable().meta({ description: 'id as a member, where the person is one' }),
    organisation: z.string().nullable().meta({ description: 'where the member is active now' }),
    administrator: z.boolean(),
    posts: z.array(
      z.object({
        role: z.enum(POST_ROLES),
        organisation: z.string(),
        from: z.string(),
        until: z.string().nullable(),
        delegatedBy: z
          .string()
          .nullable()
          .optional()
          .meta({ description: 'the holder for whom this person stands in' }),
      }),
    ),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;
