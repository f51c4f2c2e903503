import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../problems/problem.js';

/** Slows down guessing: an address that failed too often within a minute is sent away for the rest of it. */
@Injectable()
export class Attempts {
  private readonly limiter = new RateLimiterMemory({ points: 300, duration: 60 });

  async failed(address: string): Promise<void> {
    try {
      await this.limiter.consume(address);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new Problem('TOO_MANY_ATTEMPTS', { retryAfterSeconds: Math.ceil(refused.msBeforeNext / 1000) });
    }
  }
}
