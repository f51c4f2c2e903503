import { Inject, Injectable } from '@nestjs/common';
import { PastTooWide, rowsAsOf, type Scope } from '../../../libs/store/as-of/as-of.js';
import { InstantInFuture, inSnapshot } from '../../../libs/store/as-of/snapshot.js';
import type { Store } from '../../../libs/store/store.js';
import { Problem } from '../problems/problem.js';
import { STORE } from '../store/store.token.js';
import { Past } from './past.js';
import { ReadModels, type Query, type Reading } from './read-models.js';

/** The cases that an answer rests on, found only where it is of the past; with `of`, that case must have been there. */
export interface Journey extends Scope {
  readonly of?: string;
}

/** Opens the rows that an answer is read from: those of now, or those of an instant. */
@Injectable()
export class AsOf {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly models: ReadModels,
  ) {}

  async reading(asOf: string | undefined, journey: () => Journey | Promise<Journey>): Promise<Reading> {
    if (asOf === undefined) return this.models;
    const { of, ...scope } = await journey();
    const past = new Past(this.store, await rowsAsOf(this.store, asOf, scope).catch(refuse));
    if (of !== undefined && !past.has(of)) throw past.absent();
    return past;
  }

  /** The clock of the database, by which everything is recorded. */
  async now(): Promise<string> {
    const row = await this.models.first<{ now: Date }>(CLOCK);
    if (row === null) throw new Error('the database gave no instant');
    return row.now.toISOString();
  }

  /** Refuses an instant that has not come yet. */
  async come(instant: string): Promise<void> {
    await inSnapshot(this.store, instant, async () => {}).catch(refuse);
  }
}

const CLOCK: Query = { name: 'clock', text: "SELECT date_trunc('milliseconds', clock_timestamp()) AS now" };

function refuse(error: unknown): never {
  if (error instanceof InstantInFuture) throw new Problem('AS_OF_IN_FUTURE', { asOf: error.instant, now: error.now });
  if (error instanceof PastTooWide) throw new Problem('AS_OF_TOO_WIDE', { streamsAtMost: error.atMost });
  throw error;
}
