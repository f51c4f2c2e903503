import { Inject, Injectable } from '@nestjs/common';
import { asStoreError } from '../../../libs/store/errors.js';
import { recordReading } from '../../../libs/store/readings.js';
import type { Store } from '../../../libs/store/store.js';
import { STORE } from '../store/store.token.js';
import type { Caller } from './caller.js';
import type { Standing } from './permissions.js';

/** Records when an auditor or an administrator reads a personal file: who, what, when; never its content. */
@Injectable()
export class PersonalReadings {
  constructor(@Inject(STORE) private readonly store: Store) {}

  /** Before the file is shown: what cannot be recorded is not shown. */
  async note(
    { person }: Caller,
    { own, above, self }: Pick<Standing, 'own' | 'above' | 'self'>,
    what: string,
    file: string,
  ): Promise<void> {
    const roles = [...own, ...above];
    if (self || roles.some((role) => role !== 'INSPECTION_COMMISSION')) return;
    try {
      await recordReading(this.store, { person, what, file });
    } catch (error) {
      throw asStoreError(error);
    }
  }
}
