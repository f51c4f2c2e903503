import { z } from 'zod';
import { DEGREES, QUALITY_CLASSES } from '../../../../libs/domain/classes.js';
import { STEP_NAMES } from '../../../../libs/domain/procedure/steps.js';

export const qualityClass = z.enum(QUALITY_CLASSES);
export const degree = z.enum(DEGREES);
export const stepName = z.enum(STEP_NAMES);
export const isoDate = z.iso.date();

/** An organisation, as the rest of the file names it. */
export const organisationId = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);

/** A person or member, as the rest of the file names it. */
export const personCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

export const facts = z.record(z.string(), z.union([z.number(), z.boolean()]));
export const count = z.int().min(0);

export const countsByClass = z.strictObject({
  EXCELLENT: count.optional(),
  GOOD: count.optional(),
  COMPLETED: count.optional(),
  NOT_COMPLETED: count.optional(),
});

export type CountsByClass = z.infer<typeof countsByClass>;

export const votes = z.strictObject({
  EXCELLENT: count.default(0),
  GOOD: count.default(0),
  COMPLETED: count.default(0),
  NOT_COMPLETED: count.default(0),
  blank: count.default(0),
});

/** Of a second round: excellent or not. */
export const secondVotes = z.strictObject({ yes: count.default(0), no: count.default(0), blank: count.default(0) });
