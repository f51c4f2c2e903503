import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Problem } from '../problems/problem.js';
import { Turns } from './turns.js';

/** Failures of an address that cost nothing: somebody mistypes, a device keeps a token that has ended. */
const FREE = 10;
const LONGEST_MS = 300_000;
/** After as long without a failure all is forgotten. */
const FORGOTTEN_MS = 900_000;
const AT_MOST = 50_000;
/** Secrets of one address that are looked up at once: a thousand sent together are not a thousand guesses. */
const AT_ONCE = 5;

/** What is guessed at: the one-time token of the first administrator, or anybody's personal one. A token names no account. */
type Account = 'setup' | 'token';

interface Failures {
  readonly count: number;
  readonly last: number;
  readonly waitUntil: number;
}

/**
 * Slows down guessing. An address that failed too often is not looked at for a time that doubles with every further failure;
 * whoever signed in from there before still is, so that nobody locks out his neighbours.
 */
@Injectable()
export class Attempts {
  private readonly failures = new Map<string, Failures>();
  private readonly known = new Set<string>();
  private readonly turns = new Turns(AT_ONCE);

  /** Looks a secret up, unless its address has to wait; null is a failure. */
  async check<Found>(
    account: Account,
    address: string,
    secret: string,
    lookUp: () => Promise<Found | null>,
  ): Promise<Found | null> {
    const network = networkOf(address);
    const device = `${network} ${secret}`;
    const key = `${account} ${network}`;
    if (this.known.has(device)) {
      const found = await lookUp();
      if (found === null) this.known.delete(device);
      return found;
    }
    return this.turns.run(key, async () => {
      this.refuseWaiting(key);
      const found = await lookUp();
      if (found === null) this.failed(key);
      else remember(this.known, device);
      return found;
    });
  }

  private refuseWaiting(key: string): void {
    const wait = (this.failures.get(key)?.waitUntil ?? 0) - Date.now();
    if (wait > 0) throw new Problem('TOO_MANY_ATTEMPTS', { retryAfterSeconds: Math.ceil(wait / 1000) });
  }

  private failed(key: string): void {
    const now = Date.now();
    const before = this.failures.get(key);
    const count = before === undefined || before.last + FORGOTTEN_MS < now ? 1 : before.count + 1;
    const wait = count <= FREE ? 0 : Math.min(1_000 * 2 ** (count - FREE - 1), LONGEST_MS);
    this.failures.delete(key);
    trim(this.failures);
    this.failures.set(key, { count, last: now, waitUntil: now + wait });
  }
}

function remember(known: Set<string>, device: string): void {
  trim(known);
  known.add(device);
}

/** What is oldest goes first. */
function trim(entries: Map<string, unknown> | Set<string>): void {
  const [oldest] = entries.size < AT_MOST ? [] : entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}

// Whoever has one IPv6 address has the 2^64 beside it.
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const [left, right] = [head.split(':'), tail === undefined || tail === '' ? [] : tail.split(':')];
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(gap).fill('0'), ...right].slice(0, 4).join(':');
}
