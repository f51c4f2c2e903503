import { z } from 'zod';
import { QUALITY_CLASSES } from '../../../../libs/domain/classes.js';

const words = z.object({ vi: z.string(), en: z.string() });

const share = z.looseObject({
  count: z.number(),
  base: z.number(),
  percent: z.string().nullable(),
  rounding: z.enum(['TRUNCATE', 'HALF_UP', 'COMPLEMENT']),
});
export type ApiShare = z.infer<typeof share>;

const population = z.looseObject({
  id: z.string(),
  label: words,
  total: z.number(),
  classified: share,
  classifiedLabel: words,
  figures: z.array(share.extend({ id: z.string(), class: z.enum(QUALITY_CLASSES), label: words })),
  residual: share.extend({ id: z.string() }),
  lostToRounding: z.string().nullable(),
  unclassified: z.array(z.object({ reason: z.string(), count: z.number() })),
  undecided: z.number(),
});
export type ApiPopulation = z.infer<typeof population>;

/** The report as the API counts it from events: everything that is printed comes from here. */
export const apiReport = z.looseObject({
  organisationName: z.string(),
  populations: z.array(population),
  findings: z.array(z.object({ code: z.string(), text: words, data: z.record(z.string(), z.unknown()) })),
});
export type ApiReport = z.infer<typeof apiReport>;
