import { z } from 'zod';
import { UNCLASSIFIED_REASONS } from '../../../libs/domain/classes.js';
import { changesQuery } from '../changes/changes.schema.js';
import { asOf } from '../reading/as-of.schema.js';
import { id, qualityClass } from '../schema.js';

export const reportQuery = z.strictObject({ organisation: id.optional(), asOf });
export type ReportQuery = z.infer<typeof reportQuery>;

export const reportChangesQuery = changesQuery.extend({ organisation: id.optional() });
export type ReportChangesQuery = z.infer<typeof reportChangesQuery>;

const words = z.object({ vi: z.string(), en: z.string() });
const share = z
  .object({
    count: z.int(),
    base: z.int(),
    percent: z.string().nullable().meta({ description: 'decimal text with a point; null where the base is empty' }),
    printed: z.string().meta({ description: 'as Vietnamese print has it' }),
    rounding: z.enum(['TRUNCATE', 'HALF_UP', 'COMPLEMENT']),
  })
  .meta({ id: 'Share' });
export type PrintedShare = z.infer<typeof share>;

export const POPULATIONS = ['members', 'organisations', 'cells', 'committees'] as const;

const population = z.object({
  id: z
    .enum(POPULATIONS)
    .meta({ description: 'organisations: the grassroots ones; cells: below them; committees: above them' }),
  label: words,
  total: z.int(),
  classified: share,
  classifiedLabel: words.meta({ description: 'in the words of the rule set: phân loại until 2017, xếp loại since' }),
  figures: z.array(share.extend({ id: z.string(), class: qualityClass, label: words })),
  residual: share.extend({ id: z.string() }).meta({ description: 'of the classified, what the four classes leave' }),
  lostToRounding: z.string().nullable(),
  unclassified: z.array(z.object({ reason: z.enum(UNCLASSIFIED_REASONS), count: z.int() })),
  undecided: z.int(),
});

export const report = z
  .object({
    cycle: z.string(),
    organisation: z.string(),
    organisationName: z.string(),
    year: z.int(),
    rulebook: z.object({ id: z.string(), hash: z.string() }),
    asOf: z.iso.datetime(),
    populations: z.array(population),
    ceilings: z.array(
      z.looseObject({
        decidedBy: z.string(),
        name: z.string(),
        population: z.enum(['members', 'organisations']),
        allowed: z.int(),
        measured: z.int(),
        base: z.int(),
        exceeded: z.boolean(),
      }),
    ),
    findings: z.array(z.object({ code: z.string(), text: words, data: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof report>;
