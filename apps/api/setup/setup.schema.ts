import { z } from 'zod';
import { id, text } from '../schema.js';

export const setUp = z
  .strictObject({ token: z.string().min(1).max(200), name: text(200), code: id.default('quan-tri') })
  .meta({ id: 'SetUp' });
export type SetUp = z.infer<typeof setUp>;

export const firstAdministrator = z
  .object({ person: z.string(), token: z.string() })
  .meta({ id: 'FirstAdministrator' });
export type FirstAdministrator = z.infer<typeof firstAdministrator>;
