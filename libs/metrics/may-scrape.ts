import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Scrape {
  /** Of the socket, never of a header. */
  readonly address: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const PROXIED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/**
 * Whether metrics are shown. With a token: to whoever sends it, from wherever. Without one: to this machine alone, and
 * not to what a proxy on it passes on.
 */
export function mayScrape({ address, headers }: Scrape, token: string | null): boolean {
  if (token !== null) return same(headers.authorization ?? '', `Bearer ${token}`);
  return LOOPBACK.test(address ?? '') && PROXIED.every((name) => headers[name] === undefined);
}

// Of equal length, so that the time tells nothing.
function same(sent: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(expected));
}
