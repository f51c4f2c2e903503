import { createHash } from 'node:crypto';

/** A UUID that follows from what is meant alone: sent again after a lost answer it is the same act. */
export function idempotencyKey(...meant: readonly string[]): string {
  const hash = createHash('sha256').update(meant.join('\u0000')).digest('hex');
  // RFC 9562: version 8 leaves the bits to the application
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
