import { z } from 'zod';

export const alive = z.object({ status: z.literal('LIVE') }).meta({ id: 'Alive' });

export const alarm = z
  .object({
    alarm: z.enum([
      'OUTBOX_OLD',
      'CASES_WITHOUT_RUN',
      'CASES_UNSEEN',
      'WORKFLOW_TASKS_FAILING',
      'STORE_OLDER_THAN_SEEN',
      'RUNS_FAILED',
      'CHECKPOINT_OLD',
    ]),
    value: z.number().nullable().meta({ description: 'null: cannot be known while a part is away' }),
    limit: z.number().meta({ description: 'raised above it' }),
    raised: z.boolean(),
  })
  .meta({ id: 'Alarm' });
export type Alarm = z.infer<typeof alarm>;

export const health = z
  .object({
    status: z.enum(['READY', 'NOT_READY']),
    database: z.enum(['UP', 'AWAY']),
    schema: z.enum(['CURRENT', 'OLDER', 'NEWER', 'UNKNOWN']),
    temporal: z
      .enum(['UP', 'AWAY', 'NOT_CONFIGURED'])
      .meta({ description: 'for information: open steps go on without it' }),
    oldestUnsignalledMs: z
      .number()
      .nullable()
      .meta({ description: 'age of the oldest change that no workflow has heard of' }),
    outboxRows: z.number().nullable(),
    openCases: z.number().nullable(),
    runningWorkflows: z.number().nullable(),
    alarms: z.array(alarm).meta({ description: 'for operators; none of them makes the API unready' }),
    completeUntil: z.string().nullable().meta({
      description:
        'with the alarm STORE_OLDER_THAN_SEEN: the moment up to which everything is in the store, which was restored from an older backup',
    }),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof health>;
