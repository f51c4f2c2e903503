import { z } from 'zod';
import {
  degree,
  facts,
  isoDate,
  organisationId,
  personCode,
  qualityClass,
  secondVotes,
  stepName,
  votes,
} from './values.schema.js';

/** Where a member lives; without it the residence cell is the member's own and no comment is due. */
const residence = z.union([
  z.strictObject({
    cell: organisationId.describe('Cell of this file that comments.'),
    committee: organisationId.optional().describe('Who confirms; left out: the grassroots organisation of that cell.'),
  }),
  z.strictObject({ outside: z.string().min(1).describe('Issuer of a comment that comes from elsewhere.') }),
  z.strictObject({
    exempt: z.string().min(1).describe('Ground on which no comment is due, as the rulebook names it.'),
  }),
  z.strictObject({
    exemptedInReview: z.string().min(1).describe('Ground that the cell secretary records during the review.'),
  }),
]);

/** What the registry knows of a member. */
export const memberFacts = z.strictObject({
  name: z.string().min(1).optional(),
  official: z.boolean().optional(),
  admittedOn: isoDate.optional(),
  underSixMonths: z.boolean().optional().describe('Admitted too late in the year to be classified.'),
  exempt: z.boolean().optional().describe('Exempt from party work and activity.'),
  suspended: z.boolean().optional(),
  facts: facts.optional().describe('Facts that the automatic results of the rulebook ask for.'),
  residence: residence.optional(),
  discipline: z
    .array(
      z.strictObject({
        form: z.enum(['REPRIMAND', 'WARNING', 'DISMISSAL', 'EXPULSION']),
        decidedOn: isoDate,
        violationFrom: isoDate.optional(),
        violationTo: isoDate.optional(),
        organisation: organisationId.optional().describe('Where the violation was; left out: in his cell.'),
      }),
    )
    .optional(),
});

/** What is done by and about a member in this year. */
export const memberConduct = z.strictObject({
  class: qualityClass.optional().describe('Wanted class: it becomes degrees and ballots, never a decision.'),
  degrees: z
    .record(z.string(), degree)
    .optional()
    .describe('Degrees by criterion, where they are not to follow from the class.'),
  points: z.number().optional(),
  results: facts.optional(),
  ownClass: qualityClass.optional().describe('Class that the member claims.'),
  votes: votes.optional().describe('Ballots, where they are not to follow from the class.'),
  secondVotes: secondVotes.optional().describe('Ballots of a second round, where the rulebook holds one.'),
  proposed: qualityClass.optional().describe('Proposed by the cell, where it is not what it voted.'),
  appraised: qualityClass.optional(),
  decided: qualityClass.optional().describe('Decided, where it is not what was proposed.'),
  late: z
    .union([z.literal(true), z.array(z.enum(['SELF_ASSESSMENT', 'RESIDENCE_COMMENT'])).min(1)])
    .optional()
    .describe('Comes only after the step has gone on without this member; true: with the self-assessment.'),
  absent: z.enum(['EXCUSED', 'UNEXCUSED']).optional().describe('Misses the first meeting that would hear this member.'),
  returned: z.strictObject({ to: stepName }).optional().describe('The decider sends the line back once.'),
  putOff: z.boolean().optional().describe('The decider puts the line off once.'),
});

export const explicitMember = memberFacts.extend(memberConduct.shape).extend({ code: personCode.optional() });

export const memberOverride = memberFacts
  .extend(memberConduct.shape)
  .extend({ number: z.int().min(1).describe('Number of the member, counted through the tree from 1.') });

export type ResidenceInput = z.infer<typeof residence>;
export type MemberConduct = z.infer<typeof memberConduct>;
export type MemberInput = z.infer<typeof explicitMember>;
