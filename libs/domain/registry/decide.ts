import { registryStream } from '../ids.js';
import type { PostRole } from '../people.js';
import { checkImport } from './check.js';
import type { DisciplineForm, RegistryEvent } from './events.js';
import { ALWAYS, evolveRegistry, initialRegistry, isSamePost, type MemberState, type RegistryState } from './evolve.js';
import type {
  DisciplineImport,
  ImportError,
  Imported,
  IntroductionImport,
  KnownRegistry,
  MemberImport,
  OrganisationImport,
  PostImport,
  RegistryImport,
  RegistryRecorded,
} from './import.js';

/** What an import changes, as events; the same rows again change nothing. `newId` makes the id of a person not known yet. */
export function decideImport(
  rows: RegistryImport,
  known: KnownRegistry,
  newId: () => string,
): Imported | readonly ImportError[] {
  const errors = checkImport(rows, known);
  if (errors.length > 0) return errors;
  const ledger = new Ledger(rows, known, newId);
  for (const row of rows.organisations ?? []) organisation(ledger, row);
  for (const row of rows.members ?? []) member(ledger, row);
  for (const row of rows.posts ?? []) post(ledger, row);
  for (const row of rows.introductions ?? []) introduction(ledger, row);
  for (const row of rows.disciplines ?? []) discipline(ledger, row);
  return { events: ledger.events, people: ledger.people };
}

/** The registry as the rows so far leave it, and the events that brought it there. */
class Ledger {
  readonly events: RegistryRecorded[] = [];
  readonly people: ReadonlyMap<string, string>;
  readonly today: string;
  readonly #states: Map<string, RegistryState>;
  readonly #cells: Map<string, string>;

  constructor(rows: RegistryImport, known: KnownRegistry, newId: () => string) {
    const codes = [...(rows.people ?? []), ...(rows.members ?? [])].map(({ code }) => code);
    const people = new Map([...known.people].map(([code, { id }]) => [code, id]));
    for (const code of codes) if (!people.has(code)) people.set(code, newId());
    this.people = people;
    this.today = known.today;
    this.#states = new Map(known.organisations);
    this.#cells = new Map(
      [...known.people.values()].flatMap(({ id, organisation: cell }) => (cell === null ? [] : [[id, cell]])),
    );
  }

  person(code: string): string {
    const id = this.people.get(code);
    if (id === undefined) throw new Error(`no person ${code}`);
    return id;
  }

  cellOf(person: string): string | undefined {
    return this.#cells.get(person);
  }

  state(id: string): RegistryState {
    return this.#states.get(id) ?? initialRegistry;
  }

  record(id: string, subject: string | null, event: RegistryEvent): void {
    this.#states.set(id, evolveRegistry(this.state(id), event));
    if (event.type === 'MemberRegistered') this.#cells.set(event.member, id);
    const stream = registryStream(id);
    this.events.push({ stream, caseId: stream, subject, event });
  }
}

function organisation(ledger: Ledger, row: OrganisationImport): void {
  const { id, tier, parent, parentFrom, foundedOn = null, predecessors } = row;
  const { registered, parents } = ledger.state(id);
  if (registered === null)
    ledger.record(id, id, { type: 'OrganisationRegistered', organisation: id, tier, parent, foundedOn });
  else if (parents.at(-1)?.parent !== parent)
    ledger.record(id, id, { type: 'OrganisationMoved', parent, from: parentFrom ?? ledger.today });
  if (predecessors === undefined || same(ledger.state(id).predecessors ?? [], predecessors)) return;
  ledger.record(id, id, { type: 'PredecessorsNamed', organisation: id, predecessors });
}

function member(ledger: Ledger, row: MemberImport): void {
  const id = ledger.person(row.code);
  const { official, admittedOn = null, facts = {}, exempt = false, suspended = false } = row;
  const particulars = { official, admittedOn, facts };
  const before = ledger.cellOf(id);
  const left = before === undefined || before === row.organisation ? undefined : ledger.state(before).members[id];
  if (before !== row.organisation) {
    const from = row.from ?? (left === undefined ? (admittedOn ?? ALWAYS) : ledger.today);
    if (before !== undefined) ledger.record(before, id, { type: 'MemberLeft', member: id, on: from });
    ledger.record(row.organisation, id, { type: 'MemberRegistered', member: id, from, ...particulars });
    if (left !== undefined) takeAlong(ledger, row.organisation, id, left);
  }
  const now = ledger.state(row.organisation).members[id];
  if (now === undefined) throw new Error(`${row.code} is not where it was registered`);
  const { organisation: cell } = row;
  if (!same({ official: now.official, admittedOn: now.admittedOn, facts: now.facts }, particulars)) {
    ledger.record(cell, id, { type: 'MemberChanged', member: id, ...particulars });
  }
  if (now.exempt !== exempt) ledger.record(cell, id, { type: 'MemberExempted', member: id, exempt });
  if (now.suspended !== suspended) ledger.record(cell, id, { type: 'MemberSuspended', member: id, suspended });
}

/** What goes with a member from cell to cell. */
function takeAlong(ledger: Ledger, cell: string, id: string, { introduced, disciplines }: MemberState): void {
  if (introduced !== null && introduced.cell !== cell)
    ledger.record(cell, id, { type: 'ResidenceIntroduced', member: id, ...introduced });
  for (const each of disciplines) ledger.record(cell, id, { type: 'DisciplineRecorded', member: id, ...each });
}

function post(ledger: Ledger, row: PostImport): void {
  const { person: code, role: name, organisation: id, from, until = null } = row;
  const person = ledger.person(code);
  const delegated = row.delegatedBy == null ? {} : { delegatedBy: ledger.person(row.delegatedBy) };
  const role = name as PostRole;
  const standing = ledger.state(id).posts.find((each) => isSamePost(each, { person, role, from }));
  if (standing === undefined)
    ledger.record(id, person, { type: 'PostAssigned', person, role, from, until, ...delegated });
  else if (until !== null && standing.until !== until)
    ledger.record(id, person, { type: 'PostEnded', person, role, from, until });
}

function introduction(
  ledger: Ledger,
  { member: code, cell = null, committee = null, exemptGround = null }: IntroductionImport,
): void {
  const id = ledger.person(code);
  const at = ledger.cellOf(id) ?? '';
  const introduced = { cell, committee, exemptGround };
  if (same(ledger.state(at).members[id]?.introduced ?? null, introduced)) return;
  ledger.record(at, id, { type: 'ResidenceIntroduced', member: id, ...introduced });
}

function discipline(ledger: Ledger, row: DisciplineImport): void {
  const { member: code, decidedOn, violationFrom = null, violationUntil = null, organisation: unit = null } = row;
  const id = ledger.person(code);
  const at = ledger.cellOf(id) ?? '';
  const form = row.form as DisciplineForm;
  const known = ledger.state(at).members[id]?.disciplines ?? [];
  if (known.some((each) => each.form === form && each.decidedOn === decidedOn)) return;
  ledger.record(at, id, {
    type: 'DisciplineRecorded',
    member: id,
    form,
    decidedOn,
    violationFrom,
    violationUntil,
    organisation: unit,
  });
}

/** Equal as data, whatever the order of their keys. */
function same(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  const [a, b] = [Object.entries(left), new Map(Object.entries(right))];
  return a.length === b.size && a.every(([key, value]) => b.has(key) && same(value, b.get(key)));
}
