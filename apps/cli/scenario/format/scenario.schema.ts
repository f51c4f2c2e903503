import { z } from 'zod';
import { attempt, ceilingException, delay, dueDate, fault, post, work } from './conduct.schema.js';
import { expectation, wording } from './expect.schema.js';
import { memberOverride } from './member.schema.js';
import { organisationNode, organisationOverride, tier } from './organisation.schema.js';
import { count, countsByClass, stepName } from './values.schema.js';

const membersPart = z.strictObject({
  total: count
    .optional()
    .describe('All members; those not placed in the tree are shared out among cells without members.'),
  exempt: count.default(0),
  underSixMonths: count.default(0),
  probationary: count.default(0).describe('Probationary members beside those under six months.'),
  residence: z
    .strictObject({ elsewhere: count.default(0), outside: count.default(0), exempt: count.default(0) })
    .default({ elsewhere: 0, outside: 0, exempt: 0 })
    .describe('Members who live elsewhere: in another cell of the file, outside of it, or exempt from the comment.'),
});

const aim = z.strictObject({
  members: countsByClass
    .default({})
    .describe('Whoever is left over is wanted GOOD. Where a blocking ceiling leaves no room, bodies decide GOOD.'),
  organisations: countsByClass.default({}).describe('Grassroots organisations; what is left over is wanted GOOD.'),
  subordinates: countsByClass.default({}).describe('Organisations below the grassroots ones; left over: GOOD.'),
});

/** A year of reviews: who there is, what people do, and what the report must say at the end. */
export const scenarioFile = z.strictObject({
  $schema: z.string().optional(),
  scenario: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  assumptions: z.array(z.string()).default([]),
  rulebook: z.string(),
  year: z.int().min(1930).max(2200),
  enteredAfterwards: z.boolean().default(false).describe('A past year: no timers, people say when to go on.'),
  seed: z.union([z.int(), z.string()]).default(1),
  tiers: z
    .union([z.enum(['district', 'commune-2025', 'commune']), z.array(tier).min(1)])
    .default('district')
    .describe(
      'district: the tree until mid 2025; commune-2025: communes above grassroots organisations, until mid 2026; commune: province, commune, cell; or tiers of one’s own.',
    ),
  tree: organisationNode,
  members: membersPart.prefault({}),
  aim: aim.prefault({}),
  posts: z.array(post).default([]).describe('Organisations that are not named here get the usual posts.'),
  overrides: z.array(memberOverride).default([]),
  organisationOverrides: z.array(organisationOverride).default([]),
  work: work.default('batch'),
  dueDates: z.partialRecord(stepName, dueDate).default({}),
  delays: z.array(delay).default([]),
  ceilingExceptions: z.array(ceilingException).default([]),
  attempts: z.array(attempt).default([]),
  faults: z.array(fault).default([]),
  report: wording.prefault({}),
  expect: expectation.prefault({}),
});

export type Scenario = z.infer<typeof scenarioFile>;
