import { z } from 'zod';
import { UNCLASSIFIED_REASONS } from '../../../libs/domain/classes.js';
import { classes } from '../results/results.schema.js';
import { qualityClass } from '../schema.js';
import { allowedAction } from '../work-items/work-items.schema.js';

const residence = z.looseObject({
  duty: z.looseObject({ due: z.enum(['REQUIRED', 'NOT_APPLICABLE', 'EXEMPT']) }).nullable(),
  given: z.string().nullable(),
  settled: z.string().nullable(),
  settledIn: z.string().nullable(),
});

const common = {
  case: z.string(),
  cycle: z.string(),
  organisation: z.string(),
  member: z.string(),
  name: z.string(),
  number: z.int().nullable().meta({ description: 'in its case; null where the member is not reviewed' }),
  residence,
  allowedActions: z.array(allowedAction),
};

const memberReview = z
  .object({
    ...common,
    digest: z.string(),
    version: z.int().meta({ description: 'of its case' }),
    official: z.boolean(),
    unclassified: z.enum(UNCLASSIFIED_REASONS).nullable(),
    classes,
    selfAssessment: z.looseObject({}).nullable(),
    vote: z.looseObject({}).nullable(),
    opinions: z.record(z.string(), qualityClass),
    absentIn: z.array(z.string()),
    returned: z.looseObject({}).nullable(),
    putOff: z.string().nullable(),
    decision: z.looseObject({}).nullable(),
  })
  .meta({ id: 'MemberReview' });
export type MemberReview = z.infer<typeof memberReview>;

const residencePart = z
  .object(common)
  .meta({ id: 'ResidencePart', description: 'what the residence organisations see of a member' });
export type ResidencePart = z.infer<typeof residencePart>;

/** The whole, or what the caller may see of it. */
export const memberReviewSeen = z.union([memberReview, residencePart]);
