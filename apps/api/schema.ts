import { z } from 'zod';
import { DEGREES, QUALITY_CLASSES } from '../../libs/domain/classes.js';
import { STEP_NAMES } from '../../libs/domain/procedure/steps.js';

// Control characters, and whatever is invisible or turns the direction of what follows: nothing that a person types on
// purpose. Spelled out, since not every reader of the API's description knows \p.
const INVISIBLE =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF9-\\uFFFB';
const PLAIN = new RegExp(`^[^\\u0000-\\u001F\\u007F-\\u009F${INVISIBLE}]*$`, 'u');
const PROSE = new RegExp(`^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F${INVISIBLE}]*$`, 'u');

// Halves of a character, and the tags that spell an invisible text.
const isWhole = (value: string): boolean => !/[\p{Cs}\u{E0000}-\u{E007F}]/u.test(value);

/** One line of text as people type it: composed Vietnamese letters, nothing invisible. */
export const text = (longest: number) =>
  z
    .string()
    // As it was sent: trimmed first, a line's end would pass that the description forbids
    .max(longest)
    .regex(PLAIN, 'CONTROL_CHARACTER')
    .trim()
    .normalize('NFC')
    .min(1)
    .refine(isWhole, 'CONTROL_CHARACTER');

/** Text of several lines, kept as it is written. */
export const prose = (longest: number) =>
  z.string().min(1).max(longest).regex(PROSE, 'CONTROL_CHARACTER').refine(isWhole, 'CONTROL_CHARACTER');

// States are looked up by such names, and every object answers to those of Object.prototype.
const ownName = (value: string): boolean => !(value in Object.prototype);

/** Ids of organisations, cycles, members, rulebooks and the like. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
  .refine(ownName, 'RESERVED_NAME')
  .meta({ description: 'letters, digits, . _ -' });
export const code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/)
  .refine(ownName, 'RESERVED_NAME');
export const pass = z
  .string()
  .regex(/^[a-z0-9][A-Za-z0-9._/:-]{0,399}$/)
  .meta({ description: 'path of a pass, for example all/late' });
export const submission = pass.meta({ description: '{case}:{pass}, as in the work item' });
export const caseId = z.string().regex(/^(cell|committee|cycle)\/[A-Za-z0-9._/-]{1,250}$/);
// PostgreSQL has no year 0.
export const date = z.iso.date().refine((day) => !day.startsWith('0000'), 'YEAR_ZERO');
export const count = z.int().min(0).max(1_000_000);
/** A number in a query, in digits alone: not all that JavaScript would read as one. */
export const inDigits = (number: z.ZodInt) =>
  z.preprocess((said) => (typeof said === 'string' && /^\d{1,15}$/.test(said) ? Number(said) : said), number);
export const qualityClass = z.enum(QUALITY_CLASSES);
export const degree = z.enum(DEGREES);
export const step = z.enum(STEP_NAMES);

/** By criterion of the rulebook. */
export const degrees = z.record(code, degree);
/** Of a sheet of a hundred, in steps of a thousandth. */
export const points = z.number().min(0).max(100).multipleOf(0.001);
/** By criterion of the rulebook; they must add up to the points. */
export const scores = z.record(code, points);
/** By fact of the rulebook. */
export const facts = z.record(code, z.union([z.number(), z.boolean()]));

export const documentReference = z
  .strictObject({ id: z.uuid(), digest: z.string().regex(/^[0-9a-f]{64}$/) })
  .meta({ id: 'DocumentReference' });
export const paper = z
  .strictObject({ writtenOn: date, document: documentReference.exactOptional() })
  .meta({ id: 'Paper' });
export const reason = z.strictObject({ code, document: documentReference.exactOptional() }).meta({ id: 'Reason' });

export const optionalDocument = documentReference.nullable().default(null);
export const optionalReason = reason.nullable().default(null);

/** At most this many lines in one command. */
const LINES = 5_000;
export const linesOf = <Line extends z.ZodType>(line: Line) => z.array(line).min(1).max(LINES);
