import { leafHash, nodeHash } from '../../verifier/verify.mjs';

/** The hashes beside the way from a leaf up to the root: RFC 9162 §2.1.3.1. */
export function auditPath(leaves: readonly string[], index: number): readonly Buffer[] {
  const path: Buffer[] = [];
  let level = leaves.map(leafHash);
  for (let place = index; level.length > 1; place >>= 1) {
    const sibling = level[place ^ 1];
    if (sibling !== undefined) path.push(sibling);
    level = raised(level);
  }
  return path;
}

/** The level above; a hash without a neighbour goes up as it is. */
function raised(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left !== undefined) above.push(right === undefined ? left : nodeHash(left, right));
  }
  return above;
}
