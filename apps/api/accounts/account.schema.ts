import { z } from 'zod';
import { UNCLASSIFIED_REASONS } from '../../../libs/domain/classes.js';
import { classes, explainedResult } from '../results/results.schema.js';
import { qualityClass } from '../schema.js';

const words = z.object({ vi: z.string(), en: z.string() });
const named = z.object({ id: z.string(), name: words });
const instant = z.iso.datetime();

const rule = z.object({
  part: z.string().meta({ description: 'of the rulebook' }),
  name: words,
  source: z.looseObject({ document: z.string() }),
});

const correction = z
  .array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }))
  .meta({ description: 'both values stay' });

const seen = z
  .object({
    digest: z.string().meta({ description: 'sent back with the decision: what the body had before it' }),
    version: z.int().nullable().meta({ description: 'of the stream whose hash the digest is; null: there is none' }),
    recordedAt: instant.nullable(),
    line: z
      .object({
        claimed: qualityClass.nullable(),
        voted: qualityClass.nullable(),
        votes: z.looseObject({}).nullable(),
        proposed: qualityClass.nullable(),
        advice: qualityClass.nullable(),
        opinions: z.record(z.string(), qualityClass),
        missing: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ description: 'the line as it stood then, folded anew from the events' });

const entry = z.object({
  type: z.string(),
  name: words,
  happenedAt: instant,
  recordedAt: instant,
  by: named.meta({ description: 'who acted' }),
  recordedBy: named,
  details: z.looseObject({}).meta({ description: 'as far as it is about this member' }),
  rules: z.array(rule),
  correction: correction.nullable(),
  seen: seen.nullable(),
  stream: z.string(),
  version: z.int(),
  hash: z.string(),
});

const stop = z.object({
  step: z.string(),
  name: words,
  case: z.string(),
  openedAt: instant,
  dueAt: z.string().nullable(),
  remindedAt: instant.nullable(),
  overdueAt: instant.nullable(),
  closedAt: instant.nullable(),
  outcome: z.array(z.string()),
});

export const memberAccount = z
  .object({
    asOf: instant,
    cycle: z.string(),
    year: z.int(),
    case: z.string(),
    organisation: z.object({ id: z.string(), name: z.string() }),
    member: z.object({ id: z.string(), name: z.string(), number: z.int().nullable() }),
    rulebook: z.object({
      id: z.string(),
      hash: z.string(),
      title: words,
      documents: z.array(z.looseObject({ number: z.string() })),
    }),
    classWords: z.record(z.string(), words),
    unclassified: z.enum(UNCLASSIFIED_REASONS).nullable(),
    classes,
    result: explainedResult,
    entries: z.array(entry).meta({ description: 'in the order of recording' }),
    roads: z.array(z.object({ pass: z.string(), name: words, steps: z.array(stop) })),
    streams: z.array(
      z.object({
        stream: z.string(),
        version: z.int(),
        hash: z.string().meta({ description: 'of the last event: the leaf to look for in a checkpoint' }),
        intact: z.boolean().meta({ description: 'the chain was checked from its first event on' }),
        difference: z.looseObject({ code: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'MemberAccount' });
export type MemberAccount = z.infer<typeof memberAccount>;
export type Entry = MemberAccount['entries'][number];
export type Road = MemberAccount['roads'][number];
