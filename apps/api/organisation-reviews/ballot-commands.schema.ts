import { z } from 'zod';
import { count, date, id, linesOf, optionalDocument, reason } from '../schema.js';

const meeting = id.meta({ description: 'id of the meeting, chosen by whoever records it' });

/** Only whole numbers are asked for here; that they balance is a rule. */
export const tally = z
  .strictObject({ convened: count, present: count, issued: count, collected: count, valid: count, invalid: count })
  .meta({ id: 'Tally' });
export const votes = z
  .strictObject({ EXCELLENT: count, GOOD: count, COMPLETED: count, NOT_COMPLETED: count, blank: count.default(0) })
  .meta({ id: 'Votes' });
const votesLine = z.strictObject({ member: id, votes });

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
