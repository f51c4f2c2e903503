import { z } from 'zod';
import { UNCLASSIFIED_REASONS } from '../../../libs/domain/classes.js';
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

/** The five values of one class, each kept: what was claimed, voted, proposed, advised and decided. */
export const classes = z
  .object({
    claimed: qualityClass.nullable(),
    voted: qualityClass.nullable(),
    proposed: qualityClass.nullable(),
    advised: qualityClass.nullable(),
    decided: qualityClass.nullable(),
  })
  .meta({ id: 'FiveClasses' });
export type FiveClasses = z.infer<typeof classes>;

export const memberReview = z
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

export const residencePart = z
  .object(common)
  .meta({ id: 'ResidencePart', description: 'what the residence organisations see of a member' });
export type ResidencePart = z.infer<typeof residencePart>;

const checkShape = z.looseObject({
  kind: z.enum(['CONDITION', 'AUTOMATIC', 'VOTES', 'CEILING']),
  class: qualityClass,
  rule: z.string(),
  name: z.object({ vi: z.string(), en: z.string() }).nullable(),
  source: z.looseObject({ document: z.string() }),
  measured: z.unknown(),
  threshold: z.unknown(),
  met: z.boolean(),
});

export const explainedResult = z
  .object({
    rulebook: z.object({ id: z.string(), hash: z.string() }),
    outcome: z.string().nullable().meta({ description: 'what the evidence bears out; null without a self-assessment' }),
    classes,
    checks: z.array(checkShape),
    next: z
      .object({ class: qualityClass, missing: z.array(checkShape) })
      .nullable()
      .meta({ description: 'the next better class, and all that it wanted: evidence, votes, room under the ceiling' }),
    yearBefore: z
      .array(
        z.object({
          subject: z.string(),
          cycle: z.string(),
          year: z.int(),
          rulebook: z.string(),
          class: qualityClass,
          readsAs: qualityClass.nullable(),
          source: z.looseObject({ document: z.string() }).nullable(),
        }),
      )
      .meta({ description: 'what was decided the year before, also on predecessors, as this rulebook reads it' }),
    votes: z.looseObject({}).nullable(),
    ceiling: z.looseObject({}).nullable(),
    decision: z.looseObject({}).nullable(),
  })
  .meta({ id: 'ExplainedResult' });
export type ExplainedResult = z.infer<typeof explainedResult>;
