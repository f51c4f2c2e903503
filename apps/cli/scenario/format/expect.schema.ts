import { z } from 'zod';
import { count, qualityClass } from './values.schema.js';

const figureId = z
  .string()
  .regex(/^(organisations|members|cells|committees)\.(EXCELLENT|GOOD|COMPLETED|NOT_COMPLETED|classified|residual)$/);

const figure = z.strictObject({
  count: count.optional(),
  base: count.optional(),
  percent: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .optional()
    .describe('As printed, with a decimal point.'),
});

/** What the report must say; compared with it and read by nothing else. */
export const expectation = z.strictObject({
  figures: z.record(figureId, figure).default({}),
  findings: z
    .array(z.strictObject({ code: z.string(), data: z.record(z.string(), z.json()).default({}) }))
    .default([])
    .describe('Each must be among the findings, with at least this data.'),
});

/** How the report is worded, where a printed text is to be followed. */
export const wording = z.strictObject({
  unstated: z
    .strictObject({ organisations: z.array(qualityClass).default([]), members: z.array(qualityClass).default([]) })
    .default({ organisations: [], members: [] })
    .describe('Classes that the printed text leaves out: they stand in the residual.'),
});

export type Expectation = z.infer<typeof expectation>;
export type ReportWording = z.infer<typeof wording>;
