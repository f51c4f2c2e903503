import { z } from 'zod';
import {
  date,
  degrees,
  facts,
  id,
  linesOf,
  optionalDocument,
  optionalReason,
  points,
  qualityClass,
  reason,
  scores,
  step,
  submission,
  text,
} from '../schema.js';
import { tally, votes } from './ballot-commands.schema.js';

const classLine = z.strictObject({ subject: id, class: qualityClass, reason: optionalReason });
const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'of what was shown on the decision sheet' });
const answerLine = z.strictObject({ subject: id, digest, reason });

export const closeSubmission = z.strictObject({ lines: linesOf(classLine) }).meta({ id: 'CloseSubmission' });
export type CloseSubmission = z.infer<typeof closeSubmission>;

export const voteOwnClass = z
  .strictObject({
    class: qualityClass,
    reason: optionalReason,
    degrees: degrees.default({}),
    points: points.nullable().default(null),
    scores: scores.exactOptional(),
    results: facts.exactOptional(),
    selfClass: qualityClass,
    tally,
    votes,
    document: optionalDocument,
  })
  .meta({ id: 'VoteOwnClass' });
export type VoteOwnClass = z.infer<typeof voteOwnClass>;

export const giveOpinion = z.strictObject({ submission, lines: linesOf(classLine) }).meta({ id: 'GiveOpinion' });
export type GiveOpinion = z.infer<typeof giveOpinion>;

export const appraise = z.strictObject({ submission, lines: linesOf(classLine) }).meta({ id: 'Appraise' });
export type Appraise = z.infer<typeof appraise>;

export const decide = z
  .strictObject({
    submission,
    decidedOn: date,
    decisionNumber: text(60).nullable().default(null),
    tally: tally.nullable().default(null),
    justification: optionalReason,
    lines: linesOf(classLine.extend({ digest })),
  })
  .meta({ id: 'Decide' });
export type Decide = z.infer<typeof decide>;

export const grantCeilingException = z
  .strictObject({
    population: z.enum(['members', 'organisations']),
    ratio: z.number().gt(0).max(1).multipleOf(0.0001),
    decisionNumber: text(60),
    decidedOn: date,
    reason,
  })
  .meta({ id: 'GrantCeilingException' });
export type GrantCeilingException = z.infer<typeof grantCeilingException>;

export const returnLines = z
  .strictObject({ submission, lines: linesOf(answerLine.extend({ to: step })) })
  .meta({ id: 'ReturnLines' });
export type ReturnLines = z.infer<typeof returnLines>;

export const putOffLines = z.strictObject({ submission, lines: linesOf(answerLine) }).meta({ id: 'PutOffLines' });
export type PutOffLines = z.infer<typeof putOffLines>;
