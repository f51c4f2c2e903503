import { z } from 'zod';
import { explicitMember } from './member.schema.js';
import { count, degree, facts, isoDate, organisationId, qualityClass, stepName, votes } from './values.schema.js';

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
  points: z.number().min(0).max(100).optional().describe('Points of its sheet, where the rulebook has one.'),
  results: facts.optional().describe('Results of the year that rules ask for.'),
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

/** An organisation that has ended; `{n}` as in the pattern that it belongs to. */
const predecessor = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1).optional(),
  tier: z.string().optional().describe('Left out: that of the organisation which follows it.'),
  foundedOn: isoDate.optional(),
});

/** One organisation, or a pattern for several: `count` for each superior, or `total` shared out among them all. */
export const organisationNode = organisationConduct
  .extend({
    id: z.string().min(1).optional().describe('`{n}` stands for the running number of a pattern.'),
    name: z.string().min(1).optional().describe('`{n}` stands for the running number of a pattern.'),
    tier: z.string(),
    foundedOn: isoDate.optional(),
    predecessors: z
      .array(predecessor)
      .optional()
      .describe('Organisations that were merged into it or that it follows; they stand outside of the tree.'),
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

export type OrganisationInput = z.infer<typeof organisationNode>;
export type OrganisationConduct = z.infer<typeof organisationConduct>;
