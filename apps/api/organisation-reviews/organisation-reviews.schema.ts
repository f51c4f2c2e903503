import { z } from 'zod';
import {
  count,
  date,
  degrees,
  id,
  linesOf,
  optionalDocument,
  optionalReason,
  qualityClass,
  reason,
  step,
  submission,
  text,
} from '../schema.js';

const meeting = id.meta({ description: 'id of the meeting, chosen by whoever records it' });

/** Only whole numbers are asked for here; that they balance is a rule. */
const tally = z
  .strictObject({ convened: count, present: count, issued: count, collected: count, valid: count, invalid: count })
  .meta({ id: 'Tally' });
const votes = z
  .strictObject({ EXCELLENT: count, GOOD: count, COMPLETED: count, NOT_COMPLETED: count, blank: count.default(0) })
  .meta({ id: 'Votes' });
const votesLine = z.strictObject({ member: id, votes });
const classLine = z.strictObject({ subject: id, class: qualityClass, reason: optionalReason });
const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'of what was shown on the decision sheet' });
const answerLine = z.strictObject({ subject: id, digest, reason });

export const recordMeeting = z
  .strictObject({
    meeting,
    heldOn: date,
    heard: z.array(id).max(5_000),
    absent: z
      .array(z.strictObject({ member: id, excused: z.boolean() }))
      .max(5_000)
      .default([]),
    convenedOfficial: count,
    presentOfficial: count,
    minutes: optionalDocument,
  })
  .meta({ id: 'RecordMeeting' });
export type RecordMeeting = z.infer<typeof recordMeeting>;

export const recordTally = z.strictObject({ meeting, tally, lines: linesOf(votesLine) }).meta({ id: 'RecordTally' });
export type RecordTally = z.infer<typeof recordTally>;

export const confirmTally = z.strictObject({ meeting }).meta({ id: 'ConfirmTally' });
export type ConfirmTally = z.infer<typeof confirmTally>;

export const correctTally = z
  .strictObject({ meeting, tally, lines: linesOf(votesLine), reason })
  .meta({ id: 'CorrectTally' });
export type CorrectTally = z.infer<typeof correctTally>;

export const closeSubmission = z.strictObject({ lines: linesOf(classLine) }).meta({ id: 'CloseSubmission' });
export type CloseSubmission = z.infer<typeof closeSubmission>;

export const voteOwnClass = z
  .strictObject({
    class: qualityClass,
    reason: optionalReason,
    degrees: degrees.default({}),
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

export const returnLines = z
  .strictObject({ submission, lines: linesOf(answerLine.extend({ to: step })) })
  .meta({ id: 'ReturnLines' });
export type ReturnLines = z.infer<typeof returnLines>;

export const putOffLines = z.strictObject({ submission, lines: linesOf(answerLine) }).meta({ id: 'PutOffLines' });
export type PutOffLines = z.infer<typeof putOffLines>;
