import { z } from 'zod';
import { changesQuery } from '../changes/changes.schema.js';
import { asOf } from '../reading/as-of.schema.js';
import { id, inDigits, step } from '../schema.js';

export const workItemsQuery = z.strictObject({
  cycle: id.optional(),
  step: step.optional(),
  limit: inDigits(z.int().min(1).max(1_000)).default(200),
  cursor: z.string().max(2_000).optional(),
  asOf,
});
export type WorkItemsQuery = z.infer<typeof workItemsQuery>;

export const workChangesQuery = changesQuery.extend({ cycle: id.optional(), step: step.optional() });
export type WorkChangesQuery = z.infer<typeof workChangesQuery>;

export const allowedAction = z
  .object({ command: z.string(), method: z.literal('POST'), href: z.string() })
  .meta({ id: 'AllowedAction' });

export const workItem = z
  .object({
    case: z.string(),
    cycle: z.string(),
    organisation: z.string().meta({ description: 'of the case' }),
    pass: z.string(),
    step,
    subject: z.int().meta({ description: 'number in its case; 0 is the organisation itself' }),
    subjectId: z.string(),
    subjectName: z.string(),
    asks: z.string(),
    askedOf: z.string().meta({ description: 'organisation whose posts are asked' }),
    dueAt: z.iso.datetime().nullable(),
    overdue: z.boolean(),
    reference: z.string().nullable().meta({ description: 'meeting or submission that the commands name' }),
    allowedActions: z.array(allowedAction),
  })
  .meta({ id: 'WorkItem' });
export type WorkItem = z.infer<typeof workItem>;

export const workItems = z.object({ items: z.array(workItem), next: z.string().nullable() }).meta({ id: 'WorkItems' });
export type WorkItems = z.infer<typeof workItems>;
