import { z } from 'zod';
import { SECRECY } from '../../../libs/documents/document.js';
import { documentReference, id } from '../schema.js';

// Line breaks and tabs are text; other control characters are not.
const PROSE = /^[^\p{Cc}]*$/u;
const prose = z
  .string()
  .min(1)
  .max(200_000)
  .refine((value) => PROSE.test(value.replace(/[\r\n\t]/g, '')), 'CONTROL_CHARACTER');

const BINARY = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;
const secrecy = z.enum(SECRECY).default('NORMAL');

export const newDocument = z
  .union([
    z.strictObject({ subject: id, text: prose, contentType: z.literal('text/plain').default('text/plain'), secrecy }),
    z.strictObject({ subject: id, base64: z.base64().min(4).max(10_000_000), contentType: z.enum(BINARY), secrecy }),
  ])
  .meta({ id: 'NewDocument', description: 'subject: the member or organisation whose text it is' });
export type NewDocument = z.infer<typeof newDocument>;

export { documentReference };
export type DocumentReference = z.infer<typeof documentReference>;
