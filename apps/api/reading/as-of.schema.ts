import { z } from 'zod';

// An offset's plus sign that was not escaped in the query arrives as a space; nothing else can stand there.
const unescaped = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/ (?=\d{2}:\d{2}$)/, '+') : value;

/** An RFC 3339 instant; what is recorded is told in milliseconds. */
export const instant = z.preprocess(
  unescaped,
  z.iso
    .datetime({ offset: true })
    .transform((said) => new Date(said).toISOString())
    // PostgreSQL knows no year 0.
    .refine((told) => told >= '0001', { error: 'OUT_OF_RANGE' }),
);

/** `?asOf=`: the answer as of an instant, by the clock of recording. */
export const asOf = instant.optional().meta({
  description:
    'Như đã ghi đến thời điểm này (RFC 3339), theo lúc ghi chứ không theo lúc xảy ra. As recorded up to this instant (RFC 3339): by when it was recorded, not by when it happened. Folded from the events; who may ask is decided by the posts of today.',
  example: '2026-11-12T23:59:59+07:00',
});

export const asOfQuery = z.strictObject({ asOf });
export type AsOfQuery = z.infer<typeof asOfQuery>;
