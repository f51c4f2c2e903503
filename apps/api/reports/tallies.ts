import { Injectable } from '@nestjs/common';
import type { Counts } from '../../../libs/domain/ceiling/ceiling.js';
import type { Population, QualityClass, UnclassifiedReason } from '../../../libs/domain/classes.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import { ReadModels, type Reading } from '../reading/read-models.js';
import type { CountRow } from './populations.js';
import { AWAITED_IN_CASES, CASES, MEMBERS_OF_CASES, ORGANISATIONS_OF_CASES, STANDING } from './reports.queries.js';

/** What one case adds to a report. */
interface Tally {
  readonly id: string;
  readonly version: number;
  readonly organisation: string;
  readonly decided: Readonly<Record<Population, Counts>> | null;
  readonly decidedInGroups: OrganisationReviewState['decidedInGroups'] | null;
  readonly ceilingExceptions: OrganisationReviewState['ceilingExceptions'] | null;
  readonly overtaken: number;
  readonly population: CountRow['population'];
  readonly class: QualityClass | null;
  readonly reason: UnclassifiedReason | null;
  /** False for a root that nobody classifies. */
  readonly counts: boolean;
  readonly members: readonly CountRow[];
  /** Members in the lowest class. */
  readonly lowest: readonly string[];
}

/** A case and all beneath it, counted as of one instant, in the order of their organisations. */
export interface Tallied {
  readonly asOf: string;
  readonly tallies: readonly Tally[];
  readonly counts: readonly CountRow[];
}

/** What a tree added up to, and how it stood then. */
interface Standing extends Omit<Tallied, 'asOf'> {
  readonly cases: number;
  readonly versions: number;
}

type Asking = Pick<Reading, 'rows'>;

// Some hundred bytes each: a province's cases of several years
const AT_MOST = 100_000;
// Whoever asks for a report of his own
const TOPS_AT_MOST = 1_000;

/** What is remembered: what each case adds, and what whole trees add up to. */
interface Known {
  readonly cases: Map<string, Tally>;
  readonly tops: Map<string, Standing>;
}
const nothing = (): Known => ({ cases: new Map(), tops: new Map() });

/**
 * Counts case by case. What a case adds stands until its version moves, so it is counted once and remembered: a report
 * of a hundred thousand members reads the sum of its versions, and where it has moved the streams of those cases alone
 * that have changed.
 */
@Injectable()
export class Tallies {
  private readonly known = nothing();

  constructor(private readonly now: ReadModels) {}

  /** As things stand; with `past`, as they stood there. */
  beneath(top: string, past: Reading): Promise<Tallied> {
    return past === this.now
      ? this.now.asOne((asking) => this.count(asking, top, this.known))
      : this.count(past, top, nothing());
  }

  private async count(asking: Asking, top: string, known: Known): Promise<Tallied> {
    const [stands] = await asking.rows<{ cases: number; versions: number; asOf: string }>(STANDING, top);
    if (stands === undefined) throw new Error('an aggregate gives one row');
    const before = known.tops.get(top);
    if (before?.cases === stands.cases && before.versions === stands.versions) return { ...before, ...stands };
    const tallies = await this.tallied(asking, top, known.cases);
    const counted = { ...stands, tallies, counts: countRows(tallies) };
    if (known.tops.size >= TOPS_AT_MOST) known.tops.clear();
    known.tops.set(top, counted);
    return counted;
  }

  private async tallied(asking: Asking, top: string, known: Map<string, Tally>): Promise<readonly Tally[]> {
    const found = await asking.rows<Pick<Tally, 'id' | 'version'>>(CASES, top);
    // Taken before anything is awaited: others go on counting what has changed since
    const kept = found.flatMap(({ id, version }) => {
      const tally = known.get(id);
      return tally?.version === version ? [tally] : [];
    });
    const stands = new Set(kept.map(({ id }) => id));
    const changed = found.flatMap(({ id }) => (stands.has(id) ? [] : [id]));
    const fresh = await countAnew(asking, changed);
    if (known.size + fresh.size > AT_MOST) known.clear();
    for (const [id, tally] of fresh) known.set(id, tally);
    return [...kept, ...fresh.values()].sort((one, other) => (one.organisation < other.organisation ? -1 : 1));
  }
}

type Organisation = Omit<Tally, 'members' | 'lowest'>;

interface MembersRow extends Pick<CountRow, 'class' | 'reason' | 'count'> {
  readonly id: string;
  readonly undecided: readonly number[] | null;
  readonly lowest: readonly string[] | null;
}

async function countAnew(asking: Asking, cases: readonly string[]): Promise<ReadonlyMap<string, Tally>> {
  if (cases.length === 0) return new Map();
  const [organisations, members] = await Promise.all([
    asking.rows<Organisation>(ORGANISATIONS_OF_CASES, cases),
    asking.rows<MembersRow>(MEMBERS_OF_CASES, cases),
  ]);
  const awaited = await awaitedIn(
    asking,
    members.flatMap(({ id, undecided }) => (undecided === null ? [] : [id])),
  );
  const of = new Map<string, CountRow[]>();
  const lowest = new Map<string, readonly string[]>();
  for (const row of members) {
    of.set(row.id, [...(of.get(row.id) ?? []), ...countsOf(row, awaited.get(row.id))]);
    if (row.lowest !== null) lowest.set(row.id, [...(lowest.get(row.id) ?? []), ...row.lowest]);
  }
  return new Map(
    organisations.map((own) => [own.id, { ...own, members: of.get(own.id) ?? [], lowest: lowest.get(own.id) ?? [] }]),
  );
}

async function awaitedIn(asking: Asking, cases: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  if (cases.length === 0) return new Map();
  const rows = await asking.rows<{ id: string; numbers: readonly number[] }>(AWAITED_IN_CASES, cases);
  return new Map(rows.map(({ id, numbers }) => [id, new Set(numbers)]));
}

/** Of those without a class, who is awaited in a pass of his own is told apart. */
function countsOf(row: MembersRow, awaited: ReadonlySet<number> = new Set()): readonly CountRow[] {
  const { class: decided, reason, count, undecided } = row;
  const pending = (undecided ?? []).filter((number) => awaited.has(number)).length;
  const counted = { population: 'members', class: decided, reason } as const;
  const rows = [
    { ...counted, pending: false, count: count - pending },
    { ...counted, pending: true, count: pending },
  ];
  return rows.filter((one) => one.count > 0);
}

/** How many stand where, over all cases. */
export function countRows(tallies: readonly Tally[]): readonly CountRow[] {
  const sums = new Map<string, CountRow>();
  const add = (row: CountRow): void => {
    const key = `${row.population} ${row.class} ${row.reason} ${row.pending}`;
    const before = sums.get(key);
    sums.set(key, before === undefined ? row : { ...row, count: before.count + row.count });
  };
  for (const { population, class: decided, reason, counts, members } of tallies) {
    members.forEach(add);
    if (counts) add({ population, class: decided, reason, pending: false, count: 1 });
  }
  return [...sums.values()];
}
