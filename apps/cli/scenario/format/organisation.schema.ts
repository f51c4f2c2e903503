import { z } from 'zod';
import { explicitMember } from './member.schema.js';
import { count, degree, isoDate, organisationId, qualityClass, stepName, votes } from './values.schema.js';

export const tier = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  name: z.string().min(1),
  parents: z.array(z.string()),
  kind: z.enum(['COMMITTEE', 'CELL']),
  grassroots: z.boolean(),
});

/** What is done by and about an organisation in this year. */
const organisationConduct = z.strictObject({
  class: qualityClass.optional().describe('Wanted class: it becomes degrees and ballots, never a decision.'),
  degrees: z.record(z.string(), degree).optional(),
  votes: votes.optional(),
  proposed: qualityClass.optional(),
  appraised: qualityClass.optional(),
  decided: qualityClass.optional(),
  returned: z.strictObject({ to: stepName }).optional(),
  putOff: z.boolean().optional(),
  attendance: z
    .strictObject({ convened: count.optional(), present: count.optional(), invalid: count.optional() })
    .optional()
    .describe('Official members convened and present, and ballots that are not valid, at meetings and conferences.'),
});

/** One organisation, or a pattern for several: `count` for each superior, or `total` shared out among them all. */
export const organisationNode = organisationConduct
  .extend({
    id: z.string().min(1).optional().describe('`{n}` stands for the running number of a pattern.'),
    name: z.string().min(1).optional().describe('`{n}` stands for the running number of a pattern.'),
    tier: z.string(),
    foundedOn: isoDate.optional(),
    count: z.int().min(1).optional(),
    total: z.int().min(1).optional(),
    members: z
      .union([count, z.array(explicitMember)])
      .optional()
      .describe('How many to generate, or each of them.'),
    get children() {
      return z.array(organisationNode).optional();
    },
  })
  .meta({ id: 'Organisation' });

export const organisationOverride = organisationConduct.extend({ organisation: organisationId });

export type TierInput = z.infer<typeof tier>;
export type OrganisationInput = z.infer<typeof organisationNode>;
export type OrganisationConduct = z.infer<typeof organisationConduct>;
