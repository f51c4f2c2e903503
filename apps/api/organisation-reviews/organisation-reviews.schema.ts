import { z } from 'zod';
import {
  count,
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

const secondVotes = z
  .strictObject({ yes: count, no: count, blank: count.default(0) })
  .meta({ id: 'SecondVotes', description: 'excellent or not, of those whom the first round rates good' });
const secondVotesLine = z.strictObject({ member: id, votes: secondVotes });

export const recordSecondRound = z
  .strictObject({ meeting, tally, lines: linesOf(secondVotesLine) })
  .meta({ id: 'RecordSecondRound' });
export type RecordSecondRound = z.infer<typeof recordSecondRound>;

export const confirmSecondRound = z.strictObject({ meeting }).meta({ id: 'ConfirmSecondRound' });
export type ConfirmSecondRound = z.infer<typeof confirmSecondRound>;

export const correctSecondRound = z
  .strictObject({ meeting, tally, lines: linesOf(secondVotesLine), reason })
  .meta({ id: 'CorrectSecondRound' });
export type CorrectSecondRound = z.infer<typeof correctSecondRound>;

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
