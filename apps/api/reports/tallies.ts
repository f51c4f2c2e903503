import { Injectable } from '@nestjs/common';
import type { Counts } from '../../../libs/domain/ceiling/ceiling.js';
import type { Population, QualityClass, UnclassifiedReason } from '../../../libs/domain/classes.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import { ReadModels, type Reading } from '../reading/read-models.js';
import type { CountRow } from './populations.js';
import { AWAITED_IN_CASES, CASES, MEMBERS_OF_CASES, ORGANISATIONS_OF_CASES } from './reports.queries.js';

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

/** A case and all beneath it, counted as of one instant. */
export interface Tallied {
  readonly asOf: string;
  readonly tallies: readonly Tally[];
}

type Asking = Pick<Reading, 'rows'>;

// Some hundred bytes each: a province's cases of several years
const AT_MOST = 100_000;

/**
 * Counts case by case. What a case adds stands until its version moves, so it is counted once and remembered: a report
 * of a hundred thousand members reads the versions of its cases, and the streams of those alone that have changed.
 */
@Injectable()
export class Tallies {
  private readonly known = new Map<string, Tally>();

  constructor(private readonly now: ReadModels) {}

  /** As things stand; with `past`, as they stood there. */
  beneath(top: string, past: Reading): Promise<Tallied> {
    return past === this.now
      ? this.now.asOne((asking) => this.count(asking, top, this.known))
      : this.count(past, top, new Map());
  }

  private async count(asking: Asking, top: string, known: Map<string, Tally>): Promise<Tallied> {
    const [found] = await asking.rows<{ cases: readonly (readonly [string, number])[]; asOf: string }>(CASES, top);
    if (found === undefined) throw new Error('an aggregate gives one row');
    // Taken before anything is awaited: others go on counting what has changed since
    const kept = found.cases.flatMap(([id, version]) => {
      const tally = known.get(id);
      return tally?.version === version ? [tally] : [];
    });
    const stands = new Set(kept.map(({ id }) => id));
    const changed = found.cases.flatMap(([id]) => (stands.has(id) ? [] : [id]));
    const fresh = await countAnew(asking, changed);
    if (known.size + fresh.size > AT_MOST) known.clear();
    for (const [id, tally] of fresh) known.set(id, tally);
    return { asOf: found.asOf, tallies: [...kept, ...fresh.values()] };
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
