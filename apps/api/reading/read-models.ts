import { Inject, Injectable } from '@nestjs/common';
import type { Plan, World } from '../../../libs/domain/handling/world.js';
import type { CaseOpened } from '../../../libs/domain/procedure/events.js';
import { asStoreError } from '../../../libs/store/errors.js';
import type { Store } from '../../../libs/store/store.js';
import { inSnapshot } from '../../../libs/store/as-of/snapshot.js';
import { loadWorld } from '../../../libs/store/world.js';
import { notFound, type Problem } from '../problems/problem.js';
import { STORE } from '../store/store.token.js';

/** A question to the read models, prepared once per connection under its name. */
export interface Query {
  readonly name: string;
  readonly text: string;
}

/** What lists, reviews and reports are read from: the rows as they stand, or as they stood (past.ts). */
export interface Reading {
  rows<Row>(query: Query, ...values: readonly unknown[]): Promise<readonly Row[]>;
  first<Row>(query: Query, ...values: readonly unknown[]): Promise<Row | null>;
  world(streams: Pick<Plan, 'streams'>): Promise<World>;
  /** How a case was opened; null while it is not. */
  opened(caseId: string): Promise<CaseOpened | null>;
  /** The same, of another year: its cycles, and in each the streams named. */
  ofYear(year: number, streamsIn: (cycle: string) => readonly string[]): Promise<Reading>;
  /** The answer for what is not there. */
  absent(): Problem;
}

/** Reads what the event store's transactions keep up to date; writes nothing. */
@Injectable()
export class ReadModels implements Reading {
  constructor(@Inject(STORE) private readonly store: Store) {}

  async rows<Row>({ name, text }: Query, ...values: readonly unknown[]): Promise<readonly Row[]> {
    try {
      const { rows } = await this.store.pool.query({ name: `api-${name}`, text, values: [...values] });
      return rows as readonly Row[];
    } catch (error) {
      throw asStoreError(error);
    }
  }

  async first<Row>(query: Query, ...values: readonly unknown[]): Promise<Row | null> {
    const [row] = await this.rows<Row>(query, ...values);
    return row ?? null;
  }

  /** Several questions as of one instant. */
  asOne<Result>(ask: (reading: Pick<Reading, 'rows'>) => Promise<Result>): Promise<Result> {
    return inSnapshot(this.store, null, (client) =>
      ask({
        async rows<Row>({ name, text }: Query, ...values: readonly unknown[]): Promise<readonly Row[]> {
          const { rows } = await client.query({ name: `api-${name}`, text, values: [...values] });
          return rows as readonly Row[];
        },
      }),
    );
  }

  world(streams: Pick<Plan, 'streams'>): Promise<World> {
    return loadWorld(this.store, streams);
  }

  async opened(caseId: string): Promise<CaseOpened | null> {
    return (await this.store.peeks.case(caseId)).opened;
  }

  async ofYear(): Promise<Reading> {
    return this;
  }

  absent(): Problem {
    return notFound();
  }
}
