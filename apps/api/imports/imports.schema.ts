import { z } from 'zod';
import { code, date, facts, id, text } from '../schema.js';

const rows = <Row extends z.ZodType>(row: Row) => z.array(row).max(100_000).default([]);
const optionalDate = date.nullable().default(null);
const optionalId = id.nullable().default(null);

const tier = z.strictObject({
  code: id,
  name: text(200),
  parents: z.array(id).max(20),
  kind: z.enum(['COMMITTEE', 'CELL']),
  grassroots: z.boolean(),
});
const organisation = z.strictObject({
  id,
  name: text(300),
  tier: id,
  parent: optionalId,
  parentFrom: date.exactOptional(),
  foundedOn: optionalDate,
  predecessors: z
    .array(id)
    .max(100)
    .exactOptional()
    .meta({ description: 'organisations that were merged into it or that it follows; left out: as it was' }),
});
const person = z.strictObject({ code: id, name: text(200) });
const member = person.extend({
  organisation: id,
  from: date.exactOptional().meta({ description: 'since when in this organisation; else asOf' }),
  official: z.boolean(),
  admittedOn: optionalDate,
  exempt: z.boolean().default(false),
  suspended: z.boolean().default(false),
  facts: facts.default({}),
});
const post = z.strictObject({
  person: id,
  role: code,
  organisation: id,
  from: date,
  until: optionalDate,
  delegatedBy: id
    .nullable()
    .exactOptional()
    .meta({ description: 'the holder for whom this person stands in until then' }),
});
const introduction = z
  .strictObject({ member: id, cell: optionalId, committee: optionalId, exemptGround: code.nullable().default(null) })
  .meta({
    description:
      'lives elsewhere; neither cell nor committee: outside this installation; exemptGround: no comment is due',
  });
const discipline = z.strictObject({
  member: id,
  form: code,
  decidedOn: date,
  violationFrom: optionalDate,
  violationTo: optionalDate,
  organisation: optionalId,
});

export const registryRows = z
  .strictObject({
    asOf: date,
    tiers: rows(tier),
    organisations: rows(organisation),
    people: rows(person),
    members: rows(member),
    posts: rows(post),
    introductions: rows(introduction),
    discipline: rows(discipline),
  })
  .meta({ id: 'RegistryRows' });
export type RegistryRows = z.infer<typeof registryRows>;

export const dryRun = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') });
export type DryRun = z.infer<typeof dryRun>;

export const imported = z
  .object({
    dryRun: z.boolean(),
    imported: z.record(z.string(), z.int()).meta({ description: 'rows taken over, by table' }),
    members: z.record(z.string(), z.string()).meta({ description: 'id by code, of members and other people' }),
  })
  .meta({ id: 'Imported' });
export type Imported = z.infer<typeof imported>;
