import { POST_ROLES } from '../people.js';
import { DISCIPLINE_FORMS } from './events.js';
import type {
  ImportError,
  ImportSheet,
  KnownRegistry,
  OrganisationImport,
  PostImport,
  RegistryImport,
} from './import.js';
import type { TierDefinition } from './snapshot.js';

/** Everything wrong with the rows of an import; nothing is imported when a row is wrong. */
export function checkImport(rows: RegistryImport, known: KnownRegistry): readonly ImportError[] {
  const scene = sceneOf(rows, known);
  return [
    ...checkOrganisations(rows, scene),
    ...checkPeople(rows),
    ...checkMembers(rows, scene),
    ...checkPosts(rows, scene),
    ...checkIntroductions(rows, scene),
    ...checkDisciplines(rows, scene),
  ];
}

interface Scene {
  readonly tiers: ReadonlyMap<string, TierDefinition>;
  /** Tier of every organisation known or imported. */
  readonly tierOf: (organisation: string | null | undefined) => TierDefinition | undefined;
  readonly parentOf: (organisation: string) => string | null;
  readonly isOrganisation: (organisation: string) => boolean;
  readonly isPerson: (code: string) => boolean;
  readonly cellOf: (member: string) => string | null;
  /** Whether a person holds the post himself from the first day to the last. */
  readonly holds: (code: string, post: PostImport) => boolean;
  readonly known: KnownRegistry;
}

function sceneOf(rows: RegistryImport, known: KnownRegistry): Scene {
  const tiers = new Map([...known.tiers, ...(rows.tiers ?? []).map((tier) => [tier.code, tier] as const)]);
  const organisations = new Map((rows.organisations ?? []).map((row) => [row.id, row]));
  const members = new Map((rows.members ?? []).map((row) => [row.code, row.organisation]));
  const people = new Set([...known.people.keys(), ...members.keys(), ...(rows.people ?? []).map(({ code }) => code)]);
  return {
    tiers,
    tierOf: (id) =>
      id == null
        ? undefined
        : tiers.get(organisations.get(id)?.tier ?? known.organisations.get(id)?.registered?.tier ?? ''),
    parentOf: (id) => organisations.get(id)?.parent ?? known.organisations.get(id)?.parents.at(-1)?.parent ?? null,
    isOrganisation: (id) => organisations.has(id) || known.organisations.has(id),
    isPerson: (code) => people.has(code),
    cellOf: (code) => members.get(code) ?? known.people.get(code)?.organisation ?? null,
    holds: (code, post) => postsOf(code, post, rows, known).some((own) => covers(own, post)),
    known,
  };
}

/** Posts of the same role in the same organisation that are his own, imported now or before. */
function postsOf(
  code: string,
  { role, organisation }: PostImport,
  { posts = [] }: RegistryImport,
  known: KnownRegistry,
) {
  const id = known.people.get(code)?.id;
  const before = (known.organisations.get(organisation)?.posts ?? []).filter((one) => one.person === id);
  const now = posts.filter((one) => one.person === code && one.organisation === organisation);
  return [...now, ...before].filter((one) => one.role === role && one.delegatedBy == null);
}

function covers(own: { readonly from: string; readonly until?: string | null }, { from, until }: PostImport): boolean {
  return own.from <= from && (own.until == null || (until != null && until <= own.until));
}

type Problem = readonly [field: string, code: string];

function inSheet<Row>(
  sheet: ImportSheet,
  list: readonly Row[] | undefined,
  problems: (row: Row, at: number) => readonly (Problem | false)[],
): readonly ImportError[] {
  return (list ?? []).flatMap((row, at) =>
    problems(row, at)
      .filter((problem) => problem !== false)
      .map(([field, code]) => ({ sheet, row: at + 1, field, code })),
  );
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function checkOrganisations({ organisations }: RegistryImport, scene: Scene): readonly ImportError[] {
  const first = firstOf(organisations, ({ id }) => id);
  return inSheet('organisations', organisations, (row, at) => {
    const tier = scene.tiers.get(row.tier);
    const before = scene.known.organisations.get(row.id)?.registered;
    const parentTier = scene.tierOf(row.parent);
    return [
      !ID.test(row.id) && ['id', 'INVALID_ID'],
      first.get(row.id) !== at && ['id', 'DUPLICATE'],
      row.name.trim() === '' && ['name', 'MISSING'],
      tier === undefined && ['tier', 'UNKNOWN_TIER'],
      row.parent !== null && !scene.isOrganisation(row.parent) && ['parent', 'UNKNOWN_ORGANISATION'],
      parentTier !== undefined &&
        tier !== undefined &&
        !tier.parents.includes(parentTier.code) && ['parent', 'TIER_NOT_ALLOWED'],
      isItsOwnSuperior(row.id, scene) && ['parent', 'OWN_SUPERIOR'],
      before != null && before.tier !== row.tier && ['tier', 'CANNOT_CHANGE'],
      ...predecessorProblems(row, scene),
      ...dates(row, ['foundedOn', 'parentFrom']),
    ];
  });
}

function predecessorProblems(
  { id, predecessors = [] }: OrganisationImport,
  scene: Scene,
): readonly (Problem | false)[] {
  return [
    predecessors.includes(id) && ['predecessors', 'OWN_PREDECESSOR'],
    new Set(predecessors).size !== predecessors.length && ['predecessors', 'DUPLICATE'],
    predecessors.some((one) => !scene.isOrganisation(one)) && ['predecessors', 'UNKNOWN_ORGANISATION'],
  ];
}

function isItsOwnSuperior(organisation: string, { parentOf }: Scene): boolean {
  const seen = new Set<string>();
  for (let next = parentOf(organisation); next !== null; next = parentOf(next)) {
    if (next === organisation) return true;
    if (seen.has(next)) return false;
    seen.add(next);
  }
  return false;
}

function checkPeople({ people }: RegistryImport): readonly ImportError[] {
  const first = firstOf(people, ({ code }) => code);
  return inSheet('people', people, (row, at) => [...named(row), first.get(row.code) !== at && ['code', 'DUPLICATE']]);
}

function checkMembers({ members }: RegistryImport, scene: Scene): readonly ImportError[] {
  const first = firstOf(members, ({ code }) => code);
  return inSheet('members', members, (row, at) => {
    const tier = scene.tierOf(row.organisation);
    return [
      ...named(row),
      first.get(row.code) !== at && ['code', 'DUPLICATE'],
      !scene.isOrganisation(row.organisation) && ['organisation', 'UNKNOWN_ORGANISATION'],
      tier !== undefined && tier.kind !== 'CELL' && ['organisation', 'NOT_A_CELL'],
      ...dates(row, ['admittedOn', 'from']),
    ];
  });
}

function checkPosts({ posts }: RegistryImport, scene: Scene): readonly ImportError[] {
  const first = firstOf(posts, (row) => `${row.person}|${row.organisation}|${row.role}|${row.from}`);
  return inSheet('posts', posts, (row, at) => [
    !scene.isPerson(row.person) && ['person', 'UNKNOWN_PERSON'],
    scene.known.people.get(row.person)?.administrator === true && ['person', 'ADMINISTRATOR_HOLDS_NO_POST'],
    !POST_ROLES.some((role) => role === row.role) && ['role', 'UNKNOWN_ROLE'],
    !scene.isOrganisation(row.organisation) && ['organisation', 'UNKNOWN_ORGANISATION'],
    first.get(`${row.person}|${row.organisation}|${row.role}|${row.from}`) !== at && ['person', 'DUPLICATE'],
    row.until != null && row.until <= row.from && ['until', 'ENDS_BEFORE_IT_BEGINS'],
    ...delegation(row, scene),
    ...dates(row, ['from', 'until']),
  ]);
}

/** Of a post that its holder holds throughout, to somebody else, for a time that ends. */
function delegation({ delegatedBy, ...row }: PostImport, scene: Scene): readonly (Problem | false)[] {
  if (delegatedBy == null) return [];
  return [
    !scene.isPerson(delegatedBy) && ['delegatedBy', 'UNKNOWN_PERSON'],
    delegatedBy === row.person && ['delegatedBy', 'OWN_DELEGATE'],
    row.until == null && ['until', 'DELEGATION_WITHOUT_END'],
    !scene.holds(delegatedBy, row) && ['delegatedBy', 'DELEGATOR_WITHOUT_POST'],
  ];
}

function checkIntroductions({ introductions }: RegistryImport, scene: Scene): readonly ImportError[] {
  const first = firstOf(introductions, ({ member }) => member);
  return inSheet('introductions', introductions, (row, at) => [
    scene.cellOf(row.member) === null && ['member', 'UNKNOWN_MEMBER'],
    first.get(row.member) !== at && ['member', 'DUPLICATE'],
    row.cell != null && !scene.isOrganisation(row.cell) && ['cell', 'UNKNOWN_ORGANISATION'],
    row.cell != null && row.cell === scene.cellOf(row.member) && ['cell', 'OWN_CELL'],
    row.cell != null && row.committee == null && ['committee', 'MISSING'],
    row.committee != null && !scene.isOrganisation(row.committee) && ['committee', 'UNKNOWN_ORGANISATION'],
  ]);
}

function checkDisciplines({ disciplines }: RegistryImport, scene: Scene): readonly ImportError[] {
  const key = (row: { readonly member: string; readonly form: string; readonly decidedOn: string }) =>
    `${row.member}|${row.form}|${row.decidedOn}`;
  const first = firstOf(disciplines, key);
  return inSheet('disciplines', disciplines, (row, at) => [
    scene.cellOf(row.member) === null && ['member', 'UNKNOWN_MEMBER'],
    first.get(key(row)) !== at && ['member', 'DUPLICATE'],
    !DISCIPLINE_FORMS.some((form) => form === row.form) && ['form', 'UNKNOWN_FORM'],
    row.organisation != null && !scene.isOrganisation(row.organisation) && ['organisation', 'UNKNOWN_ORGANISATION'],
    ...dates(row, ['decidedOn', 'violationFrom', 'violationUntil']),
  ]);
}

function named({ code, name }: { readonly code: string; readonly name: string }): readonly (Problem | false)[] {
  return [code.trim() === '' && ['code', 'MISSING'], name.trim() === '' && ['name', 'MISSING']];
}

function dates<Row extends object>(row: Row, fields: readonly (keyof Row & string)[]): readonly (Problem | false)[] {
  return fields.map((field) => {
    const value = row[field];
    return value != null && !isDate(value) && [field, 'INVALID_DATE'];
  });
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function firstOf<Row>(list: readonly Row[] | undefined, key: (row: Row) => string): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const [at, row] of (list ?? []).entries()) if (!first.has(key(row))) first.set(key(row), at);
  return first;
}
