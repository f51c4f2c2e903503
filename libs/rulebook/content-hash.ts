import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, hex, over the RFC 8785 form of a JSON value: the same for the same content, however its file is laid out. */
export function contentHash(content: unknown): string {
  const canonical = canonicalize(content);
  if (canonical === undefined) throw new TypeError('content has no JSON form');
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}
