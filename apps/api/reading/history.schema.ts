import { z } from 'zod';
import { inDigits } from '../schema.js';
import { asOf } from './as-of.schema.js';

export const historyQuery = z.strictObject({
  after: inDigits(z.int().min(0)).default(0),
  limit: inDigits(z.int().min(1).max(1_000)).default(200),
  asOf,
});
export type HistoryQuery = z.infer<typeof historyQuery>;

/** An event as every answer tells it: where it stands, who acted, who recorded it, and both clocks. */
export const recordedEvent = z.object({
  position: z.int(),
  stream: z.string(),
  version: z.int(),
  type: z.string(),
  actor: z.string(),
  recorder: z.string(),
  occurredAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
});

export const history = z
  .object({
    events: z.array(recordedEvent.extend({ payload: z.record(z.string(), z.unknown()), hash: z.string() })),
    next: z.int().nullable(),
  })
  .meta({ id: 'History', description: 'events as recorded, oldest first' });
export type HistoryPage = z.infer<typeof history>;
