import { z } from 'zod';
import { UNCLASSIFIED_REASONS } from '../../../libs/domain/classes.js';
import { classes } from '../results/results.schema.js';
import { qualityClass, step } from '../schema.js';
import { allowedAction } from '../work-items/work-items.schema.js';

const openStep = z.object({
  step,
  pass: z.string(),
  subjects: z.array(z.int()),
  asks: z.string(),
  dueAt: z.string().nullable(),
  mayReturnTo: z.array(step),
});

const memberLine = z.object({
  member: z.string(),
  name: z.string(),
  number: z.int().nullable(),
  official: z.boolean(),
  pass: z.string().nullable().meta({ description: 'in which the member stands' }),
  unclassified: z.enum(UNCLASSIFIED_REASONS).nullable(),
  classes,
});

export const organisationReview = z
  .object({
    case: z.string(),
    cycle: z.string(),
    organisation: z.string(),
    name: z.string(),
    kind: z.enum(['COMMITTEE', 'CELL']),
    grassroots: z.boolean(),
    digest: z.string(),
    version: z.int(),
    closed: z.boolean(),
    ownClassDue: z.boolean(),
    unclassified: z.enum(UNCLASSIFIED_REASONS).nullable(),
    classes,
    overtakenBy: z.array(z.string()).meta({ description: 'members decided after this organisation' }),
    leadership: z.object({ collective: qualityClass.nullable(), head: qualityClass.nullable() }).nullable(),
    openSteps: z.array(openStep),
    meetings: z.record(z.string(), z.looseObject({ heldOn: z.string() })),
    members: z.array(memberLine).meta({ description: 'for those who hold a post in the organisation or above it' }),
    allowedActions: z.array(allowedAction),
  })
  .meta({ id: 'OrganisationReview' });
export type OrganisationReview = z.infer<typeof organisationReview>;
