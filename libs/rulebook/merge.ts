import { RulebookError } from './rulebook-error.js';

export type Tree = { readonly [key: string]: unknown };

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A supplement laid over what it extends: maps merge key by key, lists and single values are replaced, `documents` are appended,
 * a `source` is replaced whole, and whoever changes a value must give the source that now stands for it. */
export function mergeSupplement(base: Tree, supplement: Tree): Tree {
  return mergeMaps(base, supplement, [], true);
}

// `cited`: the nearest source around this map, if there is one, is given anew by the supplement.
function mergeMaps(base: Tree, supplement: Tree, path: readonly string[], cited: boolean): Tree {
  const citedHere = 'source' in base ? 'source' in supplement : cited;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(supplement)) {
    const here = [...path, key];
    const before = base[key];
    if (isTree(before) && isTree(value) && key !== 'source')
      merged[key] = mergeMaps(before, value, here, key === 'sources' || citedHere);
    else if (here.join() === 'documents' && Array.isArray(before) && Array.isArray(value))
      merged[key] = [...before, ...value];
    else {
      if (!(citedHere && citedByName(base, supplement, key)))
        throw new RulebookError('SUPPLEMENT_WITHOUT_SOURCE', here, 'is changed without a source');
      merged[key] = value;
    }
  }
  return merged;
}

// Where a map cites by name («sources»), a changed value needs the source of its own name.
function citedByName(base: Tree, supplement: Tree, key: string): boolean {
  const named = base['sources'];
  if (!isTree(named) || !(key in named)) return true;
  const given = supplement['sources'];
  return isTree(given) && key in given;
}
