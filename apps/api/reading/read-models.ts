import { Inject, Injectable } from '@nestjs/common';
import { asStoreError } from '../../../libs/store/errors.js';
import type { Store } from '../../../libs/store/store.js';
import { STORE } from '../store.token.js';

/** A question to the read models, prepared once per connection under its name. */
export interface Query {
  readonly name: string;
  readonly text: string;
}

/** Reads what the event store's transactions keep up to date; writes nothing. */
@Injectable()
export class ReadModels {
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
}
