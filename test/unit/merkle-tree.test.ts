import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditPath } from '../../libs/store/checkpoint/audit-path.js';
import { leafHash, merkleTree, nodeHash, rootOfPath } from '../../libs/verifier/verify.mjs';

const leavesOf = (size: number): readonly string[] => Array.from({ length: size }, (_, at) => `leaf ${at}`);

function rootOf(leaves: readonly string[]): Buffer {
  const tree = merkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** RFC 9162 §2.1.1 as it is written there. */
function byDefinition(leaves: readonly string[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return rootOf([]);
  if (leaves.length === 1) return leafHash(first);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return nodeHash(byDefinition(leaves.slice(0, half)), byDefinition(leaves.slice(half)));
}

describe('the tree of RFC 9162', () => {
  // The roots over these eight entries that certificate-transparency implementations of RFC 6962 and 9162 agree on.
  const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  test.each(roots.map((root, size) => [size, root] as const))('known answer for %i leaves', (size, root) => {
    const leaves = entries.slice(0, size).map((entry) => Buffer.from(entry, 'hex').toString('latin1'));
    expect(rootOf(leaves).toString('hex')).toBe(root);
  });

  test('is what its definition says, for every size up to 300', () => {
    for (let size = 0; size <= 300; size += 1)
      expect(rootOf(leavesOf(size)).equals(byDefinition(leavesOf(size)))).toBe(true);
  });

  test('a leaf cannot be passed off as a node, nor a node as a leaf', () => {
    const [left, right] = [leafHash('a'), leafHash('b')];
    const forged = Buffer.concat([left, right]).toString('latin1');
    expect(leafHash(forged).equals(nodeHash(left, right))).toBe(false);
  });
});

describe('an audit path', () => {
  test('leads from every leaf of every tree up to 260 leaves to its root, and from no other', () => {
    for (let size = 1; size <= 260; size += 1) {
      const leaves = leavesOf(size);
      const root = rootOf(leaves);
      for (const index of new Set([0, 1, size >> 1, size - 2, size - 1].filter((at) => at >= 0 && at < size))) {
        const path = auditPath(leaves, index);
        expect(rootOfPath(leaves[index] ?? '', index, size, path)?.equals(root)).toBe(true);
        expect(rootOfPath('another', index, size, path)?.equals(root)).toBe(false);
      }
    }
  });

  test('of any leaf in any tree holds, and breaks when anything of it is changed', () => {
    const cases = fc
      .integer({ min: 1, max: 400 })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(), fc.nat(31)));
    fc.assert(
      fc.property(cases, ([size, index, at, byte]) => {
        const leaves = leavesOf(size);
        const root = rootOf(leaves);
        const leaf = leaves[index] ?? '';
        const path = auditPath(leaves, index);
        const leads = (i: number, n: number, p: readonly Buffer[]) => rootOfPath(leaf, i, n, p)?.equals(root) ?? false;
        expect(leads(index, size, path)).toBe(true);
        expect(leads((index + 1) % (size + 1), size, path)).toBe(false);
        expect(leads(index, size, [...path, root])).toBe(false);
        if (path.length === 0) return;
        expect(leads(index, size, path.slice(1))).toBe(false);
        const bent = path.map((hash) => Buffer.from(hash));
        const one = bent[at % bent.length];
        if (one !== undefined) one[byte] = (one[byte] ?? 0) ^ 1;
        expect(leads(index, size, bent)).toBe(false);
      }),
    );
  });

  test.each([
    [-1, 3],
    [3, 3],
    [0.5, 3],
    [Number.NaN, 3],
  ])('from place %d of %d leads nowhere', (index, size) => {
    expect(rootOfPath('leaf 0', index, size, auditPath(leavesOf(3), 0))).toBeUndefined();
  });
});
