import { z } from 'zod';
import { date, id, optionalDocument, qualityClass } from '../schema.js';

export const recordCollectiveReview = z
  .strictObject({ heldOn: date, selfClass: qualityClass, report: optionalDocument })
  .meta({ id: 'RecordCollectiveReview' });
export type RecordCollectiveReview = z.infer<typeof recordCollectiveReview>;

export const recordHeadReview = z
  .strictObject({ heldOn: date, head: id.nullable().default(null), selfClass: qualityClass, report: optionalDocument })
  .meta({ id: 'RecordHeadReview' });
export type RecordHeadReview = z.infer<typeof recordHeadReview>;
