import { Injectable, Logger } from '@nestjs/common';
import type { Caller } from '../access/caller.js';
import type { Standing } from '../access/permissions.js';

/** Notes when an auditor or an administrator reads a personal file (design.md §7): who, what, when; never its content. */
@Injectable()
export class Readings {
  private readonly logger = new Logger('reading');

  note(caller: Caller, { own, above, self }: Pick<Standing, 'own' | 'above' | 'self'>, what: string, id: string): void {
    const roles = [...own, ...above];
    const inLineOfDuty = self || roles.some((role) => role !== 'INSPECTION_COMMISSION');
    if (!inLineOfDuty) this.logger.warn(`person ${caller.person} read ${what} ${id}`);
  }
}
