import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReadModels } from '../reading/read-models.js';
import type { Caller } from './caller.js';
import { CALLER_OF_TOKEN } from './callers.queries.js';
import { remembered } from './remembered.js';

type CallerRow = Omit<Caller, 'token' | 'member'>;

const A_MOMENT = 1_000;

/**
 * Whom a token belongs to, remembered for a second. A token revoked here is refused at once; one revoked by
 * another process, or a post that ended, within that second, and inside a command's transaction at once.
 */
@Injectable()
export class Callers {
  private readonly callers = remembered((token: string) => this.load(token), A_MOMENT);

  constructor(private readonly reading: ReadModels) {}

  byToken(token: string): Promise<Caller | null> {
    return this.callers.get(token);
  }

  forget(token: string): void {
    this.callers.forget(token);
  }

  clear(): void {
    this.callers.clear();
  }

  private async load(token: string): Promise<Caller | null> {
    const sha256 = createHash('sha256').update(token).digest();
    const row = await this.reading.first<CallerRow>(CALLER_OF_TOKEN, sha256);
    return row === null ? null : { ...row, member: row.cell === null ? null : row.person, token };
  }
}
