import { Injectable } from '@nestjs/common';
import { ANSWERS_FOR, type Asks } from '../../../libs/domain/people.js';
import type { Caller } from '../access/caller.js';
import { Tree } from '../access/tree.js';
import { allowedActions, type AllowedAction } from '../commands/allowed-actions.js';
import type { Changes } from '../changes/changes.schema.js';
import { ChangesService } from '../changes/changes.service.js';
import { keyOf } from '../changes/difference.js';
import { AsOf } from '../reading/as-of.js';
import type { Reading } from '../reading/read-models.js';
import { after, cursorOf } from './cursor.js';
import { ITEMS_OF_CALLER } from './work-items.queries.js';
import { behindItem } from './work-changes.js';
import { WorkJourneys } from './work-journeys.js';
import type { WorkChangesQuery, WorkItem, WorkItems, WorkItemsQuery } from './work-items.schema.js';

type ItemRow = Omit<WorkItem, 'allowedActions' | 'dueAt'> & {
  readonly dueAt: Date | null;
  readonly offers: readonly string[];
};

interface Narrowed {
  readonly cycle?: string | undefined;
  readonly step?: string | undefined;
  readonly case?: string;
  readonly subject?: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What the caller is asked to do, or was as of an instant, by his posts as of now. */
@Injectable()
export class WorkItemsService {
  constructor(
    private readonly asOf: AsOf,
    private readonly journeys: WorkJourneys,
    private readonly tree: Tree,
    private readonly differences: ChangesService,
  ) {}

  async list(caller: Caller, query: WorkItemsQuery): Promise<WorkItems> {
    const reading = await this.asOf.reading(query.asOf, () => this.journeys.of(caller, query.cycle));
    const rows = await this.rows(reading, caller, { ...query, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return { items: page.map(shown), next: rows.length > page.length && last !== undefined ? cursorOf(last) : null };
  }

  /** What changed in what the caller is asked to do. */
  changes(caller: Caller, { cycle, step, ...query }: WorkChangesQuery): Promise<Changes> {
    return this.differences.between(query, () => {
      const found = new Map<string, WorkItem>();
      const ask = async (asOf: string) => {
        const reading = await this.asOf.reading(asOf, () => this.journeys.of(caller, cycle));
        const items = (await this.rows(reading, caller, { cycle, step, limit: ITEMS_AT_MOST })).map(shown);
        for (const item of items) found.set(keyOf(item) ?? '', item);
        return { items };
      };
      return { ask, behind: behindItem(found) };
    });
  }

  /** What he may do now about one subject of one case; without a subject, about all of it. */
  async actionsOn(
    reading: Reading,
    caller: Caller,
    caseId: string,
    subject?: string,
  ): Promise<readonly AllowedAction[]> {
    const about = { case: caseId, limit: 1_000, ...(subject === undefined ? {} : { subject }) };
    const rows = await this.rows(reading, caller, about);
    return allowedActions([...new Set(rows.flatMap(({ offers }) => offers))], caseId);
  }

  private async rows(
    reading: Reading,
    caller: Caller,
    { cycle, step, case: caseId, subject, limit, cursor }: Narrowed,
  ): Promise<readonly ItemRow[]> {
    const asked = askedOf(caller);
    const clerkOf = caller.posts.filter(({ role }) => role === 'CLERK').map(({ organisation }) => organisation);
    return reading.rows<ItemRow>(
      ITEMS_OF_CALLER,
      caller.member,
      asked.map(({ organisation }) => organisation),
      asked.map(({ asks }) => asks),
      await this.tree.downwards(clerkOf),
      cycle ?? null,
      step ?? null,
      caseId ?? null,
      subject ?? null,
      limit,
      ...after(cursor),
    );
  }
}

// More than any one person is asked for at once.
const ITEMS_AT_MOST = 50_000;

function askedOf({ posts }: Caller): readonly { readonly organisation: string; readonly asks: Asks }[] {
  const every = Object.keys(ANSWERS_FOR) as Asks[];
  return posts.flatMap(({ organisation, role }) =>
    every.filter((asks) => ANSWERS_FOR[asks].includes(role)).map((asks) => ({ organisation, asks })),
  );
}

function shown({ offers, dueAt, ...item }: ItemRow): WorkItem {
  return { ...item, dueAt: dueAt?.toISOString() ?? null, allowedActions: [...allowedActions(offers, item.case)] };
}
