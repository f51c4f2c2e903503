import { z } from 'zod';
import type { Rulebook } from '../domain/rulebook.js';
import { STEP_NAMES } from '../domain/procedure/steps.js';
import { assessment } from './assessment.schema.js';
import { applies, code, qualityClass, share, source, wording } from './parts.schema.js';

const asks = z.enum([
  'MEMBER',
  'CELL_SECRETARY',
  'CELL',
  'RESIDENCE_SECRETARY',
  'RESIDENCE_COMMITTEE',
  'COMMITTEE',
  'ORG_DEPT',
  'OFFICE',
  'STANDING_COMMITTEE',
  'EXECUTIVE_COMMITTEE',
  'LEADERSHIP_COLLECTIVE',
  'NOBODY',
]);
const bodies = z.strictObject({ appraises: asks, decides: asks });

const paper = z.enum([
  'SELF_REVIEW',
  'RESIDENCE_COMMENT',
  'TALLY_MINUTES',
  'PROPOSAL',
  'COLLECTIVE_REVIEW',
  'HEAD_REVIEW',
]);

const deciderRule = z.enum(['GRASSROOTS', 'SUPERIOR', 'SELF']);

const months = z.int().positive().nullable();

const secondRound = z.strictObject({
  candidates: z.enum(['RATED_GOOD', 'CLAIMED_EXCELLENT']),
  maxYesPerVoter: z.int().positive().exactOptional(),
  source,
});

const ballot = z
  .strictObject({
    mode: z.enum(['SECRET', 'OPEN']),
    rounds: z.union([z.literal(1), z.literal(2)]),
    secondRound: secondRound.exactOptional(),
    majorityBase: z.enum(['CONVENED_EFFECTIVE', 'PRESENT', 'VALID']),
    onNoMajority: z.enum(['LOWER_CLASS', 'REFER_TO_SUPERIOR']),
    quorum: share.nullable(),
    source,
  })
  .refine((rules) => rules.rounds === 2 || rules.secondRound === undefined, {
    path: ['secondRound'],
    message: 'is held only where `rounds` is 2',
  });

interface Narrowed {
  readonly onlyIf?: string;
  readonly unless?: string;
  readonly kind?: string;
}
const asksForSomething = ({ onlyIf, unless, kind }: Narrowed): boolean => (onlyIf ?? unless ?? kind) !== undefined;

const ceiling = z
  .strictObject({
    ratio: share,
    base: z.enum(['GOOD_ONLY', 'GOOD_AND_ABOVE', 'ALL_CLASSIFIED']),
    scope: z.enum(['GRASSROOTS_ORG', 'LIKE_GROUP', 'DECIDER']),
    rounding: z.enum(['FLOOR', 'CEIL', 'HALF_UP']),
    enforcement: z.enum(['BLOCK', 'REQUIRE_JUSTIFICATION', 'WARN']),
    exceptionRatio: share.nullable(),
    likeGroups: z.array(
      z.strictObject({ code, name: wording, kind: z.enum(['COMMITTEE', 'CELL']).exactOptional(), source, ...applies }),
    ),
    source,
  })
  .refine(
    ({ likeGroups }) => likeGroups.slice(0, -1).every(asksForSomething) && !likeGroups.slice(-1).some(asksForSomething),
    {
      path: ['likeGroups'],
      message: 'each like group says whom it takes, but for the last, which takes whoever is left',
    },
  )
  .refine((rules) => (rules.scope === 'LIKE_GROUP') === rules.likeGroups.length > 0, {
    path: ['likeGroups'],
    message: 'like groups belong to the scope LIKE_GROUP, which needs at least one',
  })
  .refine((rules) => rules.exceptionRatio === null || rules.exceptionRatio >= rules.ratio, {
    path: ['exceptionRatio'],
    message: 'an exception allows no less than the rule',
  });

const printed = z.strictObject({
  decimals: z.int().min(0).max(4),
  mode: z.enum(['TRUNCATE', 'HALF_UP', 'COMPLEMENT']),
  source,
});

const populations = <T extends z.ZodType>(one: T) => z.strictObject({ members: one, organisations: one });

const byClass = <T extends z.ZodType>(one: T) =>
  z.strictObject({ EXCELLENT: one, GOOD: one, COMPLETED: one, NOT_COMPLETED: one });

const discipline = z.strictObject({
  countsIn: z.enum(['YEAR_OF_DECISION', 'YEAR_OF_VIOLATION']),
  countsElsewhere: z.boolean(),
  source,
});

const equivalence = z.strictObject({
  rulebook: code,
  members: byClass(qualityClass),
  organisations: byClass(qualityClass),
  source,
});

/** A whole rulebook as it stands in a file, supplements merged; the hash is computed from it. */
export const rulebookContent = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: wording,
  documents: z
    .array(
      z.strictObject({
        number: z.string().min(1),
        issuer: z.string().min(1),
        date: z.iso.date(),
        uncertain: z.boolean().exactOptional(),
      }),
    )
    .min(1),
  classes: byClass(wording),
  organisationClasses: byClass(wording).exactOptional(),
  classification: wording.exactOptional(),
  eligibility: z.strictObject({
    minimumMonths: months,
    exemptUnclassified: z.boolean(),
    suspendedUnclassified: z.boolean(),
    organisationMinimumMonths: months,
    predecessorsCount: z.boolean().exactOptional(),
    sources: z.strictObject({
      minimumMonths: source,
      exemptUnclassified: source,
      suspendedUnclassified: source,
      organisationMinimumMonths: source,
      predecessorsCount: source.exactOptional(),
    }),
  }),
  assessment: populations(assessment),
  discipline: discipline.exactOptional(),
  ballot,
  ceiling: populations(ceiling),
  deciders: z.strictObject({
    members: deciderRule,
    organisations: z.strictObject({
      BELOW_GRASSROOTS: deciderRule,
      GRASSROOTS: deciderRule,
      ABOVE_GRASSROOTS: deciderRule,
    }),
    bodies: z.strictObject({ GRASSROOTS: bodies, ABOVE_GRASSROOTS: bodies }),
    source,
  }),
  procedure: z.strictObject({
    decideTogether: z.boolean(),
    rootOwnClass: z.boolean(),
    remindAt: z.number().gt(0).lt(1),
    source,
    timetable: z.partialRecord(
      z.enum(STEP_NAMES),
      z.strictObject({ workingDays: z.int().min(0).max(260), escalatesTo: asks, source }),
    ),
  }),
  papers: z.strictObject({ members: z.array(paper), organisations: z.array(paper), source }),
  residence: z.strictObject({ exemptGrounds: z.array(z.strictObject({ code, name: wording, source })) }),
  statistics: populations(printed),
  equivalents: z.array(equivalence).exactOptional(),
  retentionYears: z.strictObject({ years: z.int().positive(), source }),
}) satisfies z.ZodType<Omit<Rulebook, 'hash'>>;
