import { z } from 'zod';
import { QUALITY_CLASSES } from '../../../../libs/domain/classes.js';
import { STEP_NAMES } from '../../../../libs/domain/procedure/steps.js';

export const administrator = z.looseObject({ person: z.string(), token: z.string() });
export const imported = z.looseObject({ members: z.record(z.string(), z.string()) });
export const tokens = z.looseObject({ tokens: z.array(z.object({ code: z.string(), token: z.string() })) });

const allowedActions = z.array(z.object({ command: z.string(), method: z.string(), href: z.string() }));

/** What any command answers; a block names the lines that were refused while the others stand. */
export const commandAnswer = z.looseObject({
  answered: z.array(z.string()).default([]),
  refused: z.array(z.looseObject({ subject: z.string(), code: z.string() })).default([]),
});

export const document = z.object({ id: z.string(), digest: z.string() });
export type Document = z.infer<typeof document>;

export const workItem = z.looseObject({
  case: z.string(),
  pass: z.string(),
  step: z.enum(STEP_NAMES),
  subject: z.number(),
  subjectId: z.string(),
  asks: z.string(),
  /** Organisation of the case, and the one whose posts are asked. */
  organisation: z.string(),
  askedOf: z.string(),
  dueAt: z.string().nullable(),
  reference: z.string().nullable(),
  allowedActions,
});
export type WorkItem = z.infer<typeof workItem>;

export const workList = z.looseObject({ items: z.array(workItem), next: z.string().nullable().default(null) });

export const cycleStatus = z.looseObject({
  cases: z.array(
    z.looseObject({
      case: z.string(),
      organisation: z.string(),
      closed: z.boolean(),
      steps: z.array(
        z.looseObject({
          step: z.enum(STEP_NAMES),
          pass: z.string(),
          waiting: z.number(),
          overdue: z.boolean(),
          closed: z.boolean(),
        }),
      ),
    }),
  ),
});
export type CycleStatus = z.infer<typeof cycleStatus>;

export const organisationReview = z.looseObject({
  case: z.string(),
  openSteps: z.array(z.looseObject({ step: z.enum(STEP_NAMES), pass: z.string(), subjects: z.array(z.number()) })),
  members: z.array(z.looseObject({ member: z.string(), number: z.number().nullable() })),
  allowedActions,
});

const sheetLine = z.looseObject({
  subject: z.string(),
  number: z.number(),
  proposed: z.enum(QUALITY_CLASSES).nullable(),
  digest: z.string(),
  outcome: z.string().nullable().default(null),
  group: z.string().nullable().default(null),
  missing: z.array(z.unknown()).default([]),
});
export type SheetLine = z.infer<typeof sheetLine>;

const sheetCeiling = z.looseObject({
  group: z.string().optional(),
  measured: z.number(),
  base: z.number(),
  rule: z.looseObject({ ratio: z.number() }).optional(),
});
export type SheetCeiling = z.infer<typeof sheetCeiling>;

export const decisionSheet = z.looseObject({
  submissions: z.array(
    z.looseObject({
      submission: z.string(),
      step: z.string().optional(),
      lines: z.array(sheetLine),
      ceiling: sheetCeiling,
      ceilings: z.array(sheetCeiling).default([]),
    }),
  ),
});
export type DecisionSheet = z.infer<typeof decisionSheet>;
