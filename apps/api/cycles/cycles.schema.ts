import { z } from 'zod';
import { UNCLASSIFIED_REASONS } from '../../../libs/domain/classes.js';
import { changesQuery } from '../changes/changes.schema.js';
import { asOf } from '../reading/as-of.schema.js';
import { date, id, pass, step } from '../schema.js';
import { allowedAction } from '../work-items/work-items.schema.js';

const due = z.union([
  z.strictObject({ dueOn: date }),
  z.strictObject({ afterSeconds: z.int().min(1).max(31_536_000) }),
]);

export const createCycle = z
  .strictObject({
    cycle: id,
    year: z.int().min(1930).max(2200),
    root: id,
    rulebook: id,
    timetable: z.partialRecord(step, due).default({}),
    enteredAfterwards: z.boolean().default(false),
  })
  .meta({ id: 'CreateCycle' });
export type CreateCycle = z.infer<typeof createCycle>;

export const openCycle = z.strictObject({}).meta({ id: 'OpenCycle' });

export const changeTimetable = z.strictObject({ step, dueOn: date }).meta({ id: 'ChangeTimetable' });
export type ChangeTimetable = z.infer<typeof changeTimetable>;

export const issueNotices = z.strictObject({ pass, noticeOn: date }).meta({ id: 'IssueNotices' });
export type IssueNotices = z.infer<typeof issueNotices>;

export const cycleDetails = z
  .object({
    cycle: z.string(),
    case: z.string(),
    year: z.int(),
    root: z.string(),
    rootName: z.string(),
    rulebook: z.string(),
    rulebookHash: z.string(),
    timetable: z.record(z.string(), due),
    enteredAfterwards: z.boolean(),
    started: z.boolean(),
    closed: z.boolean(),
    published: z.array(z.string()),
    allowedActions: z.array(allowedAction),
  })
  .meta({ id: 'Cycle' });
export type CycleDetails = z.infer<typeof cycleDetails>;

export const cycleList = z
  .object({ cycles: z.array(cycleDetails.omit({ allowedActions: true })) })
  .meta({ id: 'Cycles' });
export type CycleList = z.infer<typeof cycleList>;

const reasons = z.partialRecord(z.enum(UNCLASSIFIED_REASONS), z.int());

export const cyclePreview = z
  .object({
    rulebook: z.string(),
    cases: z.array(
      z.object({
        case: z.string(),
        kind: z.enum(['COMMITTEE', 'CELL']),
        organisation: z.string(),
        name: z.string(),
        parent: z.string().nullable(),
        members: z.int(),
        reviewed: z.int(),
        unclassified: reasons,
        organisationUnclassified: z.enum(UNCLASSIFIED_REASONS).nullable(),
        residenceComments: z.int(),
        membersDecidedBy: z.string(),
        organisationDecidedBy: z.string().nullable(),
      }),
    ),
    totals: z.object({ cases: z.int(), members: z.int(), reviewed: z.int(), unclassified: reasons }),
  })
  .meta({ id: 'CyclePreview', description: 'what opening the cycle now would open, in the tree of today' });
export type CyclePreview = z.infer<typeof cyclePreview>;

export const statusQuery = z.strictObject({ organisation: id.optional(), asOf });
export type StatusQuery = z.infer<typeof statusQuery>;

export const statusChangesQuery = changesQuery.extend({ organisation: id.optional() });
export type StatusChangesQuery = z.infer<typeof statusChangesQuery>;

export const cycleStatus = z
  .object({
    asOf: z.iso.datetime(),
    cases: z.array(
      z.object({
        case: z.string(),
        parent: z.string().nullable(),
        organisation: z.string(),
        name: z.string(),
        closed: z.boolean(),
        steps: z.array(
          z.object({
            step,
            pass: z.string(),
            subjects: z.int(),
            waiting: z.int().meta({ description: 'subjects whose part is not recorded' }),
            dueAt: z.iso.datetime().nullable(),
            overdue: z.boolean(),
            closed: z.boolean(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CycleStatus' });
export type CycleStatus = z.infer<typeof cycleStatus>;
