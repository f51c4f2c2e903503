import { z } from 'zod';
import { SECRECY } from '../../../libs/documents/document.js';
import { documentReference, id, prose } from '../schema.js';

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
    z.strictObject({
      subject: id,
      text: prose(200_000),
      contentType: z.literal('text/plain').default('text/plain'),
      secrecy,
    }),
    z.strictObject({ subject: id, base64: z.base64().min(4).max(10_000_000), contentType: z.enum(BINARY), secrecy }),
  ])
  .meta({ id: 'NewDocument', description: 'subject: the member or organisation whose text it is' });
export type NewDocument = z.infer<typeof newDocument>;

export type DocumentReference = z.infer<typeof documentReference>;
