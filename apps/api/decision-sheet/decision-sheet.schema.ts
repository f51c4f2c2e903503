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
  proposed: qualityClass.nullable(),
  advice: qualityClass.nullable(),
  opinions: z.record(z.string(), qualityClass),
  digest: z.string().meta({ description: 'to be sent back with the answer' }),
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
      }),
    ),
  })
  .meta({ id: 'DecisionSheet' });
export type DecisionSheet = z.infer<typeof decisionSheet>;
