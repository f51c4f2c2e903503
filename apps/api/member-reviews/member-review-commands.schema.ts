import { z } from 'zod';
import {
  code,
  date,
  degrees,
  facts,
  id,
  linesOf,
  optionalDocument,
  paper,
  points,
  qualityClass,
  reason,
  scores,
  text,
} from '../schema.js';

const member = z.strictObject({ member: id });

const selfAssessment = member.extend({
  degrees: degrees.default({}),
  points: points.nullable().default(null),
  scores: scores.exactOptional(),
  results: facts.default({}),
  ownClass: qualityClass,
  document: optionalDocument,
  paper: paper.nullable().default(null),
});

export const submitSelfAssessments = z
  .strictObject({ lines: linesOf(selfAssessment) })
  .meta({ id: 'SubmitSelfAssessments' });
export type SubmitSelfAssessments = z.infer<typeof submitSelfAssessments>;

export const correctSelfAssessment = z
  .strictObject({ lines: linesOf(selfAssessment.extend({ reason })) })
  .meta({ id: 'CorrectSelfAssessment' });
export type CorrectSelfAssessment = z.infer<typeof correctSelfAssessment>;

const residenceComment = member.extend({
  grades: z.record(code, text(100)).default({}),
  document: optionalDocument,
  frontCommitteeMetOn: date.nullable().default(null),
});
export const giveResidenceComments = z
  .strictObject({ lines: linesOf(residenceComment) })
  .meta({ id: 'GiveResidenceComments' });
export type GiveResidenceComments = z.infer<typeof giveResidenceComments>;

export const confirmResidenceComments = z
  .strictObject({ lines: linesOf(member) })
  .meta({ id: 'ConfirmResidenceComments' });
export type ConfirmResidenceComments = z.infer<typeof confirmResidenceComments>;

const outsideComment = member.extend({
  issuer: text(200),
  number: text(60),
  issuedOn: date,
  document: optionalDocument,
});
export const receiveResidenceComments = z
  .strictObject({ lines: linesOf(outsideComment) })
  .meta({ id: 'ReceiveResidenceComments' });
export type ReceiveResidenceComments = z.infer<typeof receiveResidenceComments>;

export const exemptFromResidenceComment = z
  .strictObject({ lines: linesOf(member.extend({ ground: code })) })
  .meta({ id: 'ExemptFromResidenceComment' });
export type ExemptFromResidenceComment = z.infer<typeof exemptFromResidenceComment>;

export const waiveResidenceComment = z
  .strictObject({ lines: linesOf(member.extend({ reason })) })
  .meta({ id: 'WaiveResidenceComment' });
export type WaiveResidenceComment = z.infer<typeof waiveResidenceComment>;
