import { z } from 'zod';
import { changesQuery } from '../changes/changes.schema.js';
import { asOf } from '../reading/as-of.schema.js';
import { id, qualityClass, step } from '../schema.js';

export const sheetQuery = z.strictObject({ organisation: id.optional(), cycle: id, asOf });
export type SheetQuery = z.infer<typeof sheetQuery>;

export const sheetChangesQuery = changesQuery.extend({ organisation: id.optional(), cycle: id });
export type SheetChangesQuery = z.infer<typeof sheetChangesQuery>;

const line = z.object({
  subject: z.string(),
  number: z.int(),
  name: z.string(),
  claimed: qualityClass.nullable(),
  voted: qualityClass.nullable(),
  votes: z.looseObject({}).nullable(),
  secondRound: z.looseObject({}).nullable().meta({ description: 'where the rulebook holds one: yes, no, blank' }),
  proposed: qualityClass.nullable(),
  advice: qualityClass.nullable(),
  opinions: z.record(z.string(), qualityClass),
  digest: z.string().meta({ description: 'to be sent back with the answer' }),
  outcome: z
    .string()
    .nullable()
    .meta({ description: 'what the evidence bears out; NEEDS_AUTHORITY: the body weighs it, with a reason' }),
  group: z.string().nullable().meta({ description: 'like group that shares a ceiling' }),
  missing: z.array(z.string()).meta({ description: 'papers that the rulebook requires and that are not there' }),
});

export const decisionSheet = z
  .object({
    submissions: z.array(
      z.object({
        submission: z.string(),
        case: z.string().meta({ description: 'of the body that answers' }),
        body: z.string(),
        step,
        from: z.string().meta({ description: 'case that sent it' }),
        organisation: z.string(),
        organisationName: z.string(),
        pass: z.string(),
        population: z.enum(['members', 'organisations']),
        mayReturnTo: z.array(step),
        lines: z.array(line),
        ceiling: z.looseObject({}).meta({ description: 'of the body, with what it has decided so far' }),
        ceilings: z.array(z.looseObject({ group: z.string().optional() })).meta({
          description: 'the same for each like group on the list, where the rulebook draws any',
        }),
      }),
    ),
  })
  .meta({ id: 'DecisionSheet' });
export type DecisionSheet = z.infer<typeof decisionSheet>;
