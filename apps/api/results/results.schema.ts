import { z } from 'zod';
import { qualityClass } from '../schema.js';

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

const check = z.looseObject({
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
    checks: z.array(check),
    next: z
      .object({ class: qualityClass, missing: z.array(check) })
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
