import { z } from 'zod';
import { POST_ROLES } from '../../../../libs/domain/people.js';
import { isoDate, organisationId, personCode, stepName } from './values.schema.js';

const role = z.enum(POST_ROLES);

/** The moment before people first act on a step of an organisation's case. */
const moment = z.strictObject({ step: stepName, organisation: organisationId });

export const post = z.strictObject({
  person: personCode,
  name: z.string().optional(),
  role,
  organisation: organisationId,
});

export const dueDate = z.union([z.strictObject({ afterSeconds: z.int().min(1) }), z.strictObject({ dueOn: isoDate })]);

export const work = z
  .enum(['individual', 'batch', 'clerk'])
  .describe(
    'individual: everyone alone, one line a command; batch: whoever has many lines enters them at once; clerk: a clerk enters what cells wrote on paper.',
  );

/** Somebody tries what he may not; the run fails unless it is refused with this code. */
export const attempt = z.strictObject({
  at: moment,
  who: z.union([
    z.strictObject({ role, organisation: organisationId }),
    z.strictObject({ member: z.int().min(1) }),
    z.strictObject({ administrator: z.literal(true) }),
  ]),
  command: z.string().optional().describe('Left out: the first that the step offers.'),
  change: z.record(z.string(), z.json()).optional().describe('Laid over the body that would have been right.'),
  refused: z.string().min(1),
});

/** Something that goes wrong between a person and the API: the command must be done once all the same. */
export const fault = z.strictObject({ at: moment, kind: z.enum(['SENT_TWICE', 'ANSWER_LOST']) });

/** People take longer than they are given; where a step has no due date there is nothing to exceed. */
export const delay = z.strictObject({
  at: moment,
  afterDueSeconds: z.int().min(1).describe('Nobody acts on the step before that.'),
});

/** A superior lets an outstanding unit class more as excellent, before the unit decides. */
export const ceilingException = z.strictObject({
  organisation: organisationId.describe('The unit whose decisions it is for.'),
  population: z.enum(['members', 'organisations']).default('members'),
  ratio: z.number().gt(0).max(1),
  decisionNumber: z.string().default('1-QĐ'),
});

export type Attempt = z.infer<typeof attempt>;
export type Fault = z.infer<typeof fault>;
export type WorkMode = z.infer<typeof work>;
