import type { RegistryState } from '../../domain/registry/evolve.js';

/** Advisory lock of whoever writes the registry: one at a time, since rows may refer to anything in it. */
export const REGISTRY_LOCK = 7_143_002;

/** One table of the registry: its columns with their types, the key first. */
export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly key: readonly string[];
}

const UUID = 'uuid';
const TEXT = 'text';
const DATE = 'date';
const BOOLEAN = 'boolean';

/** Tables that are folds of registry events, in the order in which they refer to each other. */
export const REGISTRY_TABLES = {
  organisation_parent: {
    columns: { organisation: TEXT, parent: TEXT, from_on: DATE, until_on: DATE },
    key: ['organisation', 'from_on'],
  },
  member: {
    columns: {
      person: UUID,
      official: BOOLEAN,
      admitted_on: DATE,
      exempt: BOOLEAN,
      suspended: BOOLEAN,
      facts: 'jsonb',
    },
    key: ['person'],
  },
  membership: {
    columns: { person: UUID, organisation: TEXT, from_on: DATE, until_on: DATE },
    key: ['person', 'from_on'],
  },
  post: {
    columns: { person: UUID, organisation: TEXT, role: TEXT, from_on: DATE, until_on: DATE, delegated_by: UUID },
    key: ['person', 'organisation', 'role', 'from_on'],
  },
  residence_introduction: {
    columns: { person: UUID, cell: TEXT, committee: TEXT, exempt_ground: TEXT },
    key: ['person'],
  },
  discipline: {
    columns: {
      person: UUID,
      decided_on: DATE,
      form: TEXT,
      violation_from: DATE,
      violation_until: DATE,
      organisation: TEXT,
    },
    key: ['person', 'decided_on', 'form'],
  },
} as const satisfies Readonly<Record<string, Omit<Table, 'name'>>>;

export type RegistryTable = keyof typeof REGISTRY_TABLES;
export type Row = Readonly<Record<string, unknown>>;
export type RegistryRows = Readonly<Record<RegistryTable, readonly Row[]>>;

/** The rows that follow from what is recorded of one organisation. */
export function registryRows(organisation: string, { parents, members, posts }: RegistryState): RegistryRows {
  const all = Object.entries(members);
  // What is said of a member stands where the member is now.
  const here = all.filter(([, { until }]) => until === null);
  return {
    organisation_parent: parents.flatMap(({ parent, from }, at) =>
      parent === null ? [] : [{ organisation, parent, from_on: from, until_on: parents[at + 1]?.from ?? null }],
    ),
    member: here.map(([person, { official, admittedOn, exempt, suspended, facts }]) => ({
      person,
      official,
      admitted_on: admittedOn,
      exempt,
      suspended,
      facts,
    })),
    membership: all.map(([person, { from, until }]) => ({ person, organisation, from_on: from, until_on: until })),
    post: posts.map(({ person, role, from, until, delegatedBy = null }) => ({
      person,
      organisation,
      role,
      from_on: from,
      until_on: until,
      delegated_by: delegatedBy,
    })),
    residence_introduction: here.flatMap(([person, { introduced }]) =>
      introduced === null
        ? []
        : [{ person, cell: introduced.cell, committee: introduced.committee, exempt_ground: introduced.exemptGround }],
    ),
    discipline: here.flatMap(([person, { disciplines }]) =>
      disciplines.map((each) => ({
        person,
        decided_on: each.decidedOn,
        form: each.form,
        violation_from: each.violationFrom,
        violation_until: each.violationUntil,
        organisation: each.organisation,
      })),
    ),
  };
}
