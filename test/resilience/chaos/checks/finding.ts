/** What one invariant came to. */
export interface Finding {
  readonly id: string;
  readonly vi: string;
  readonly en: string;
  readonly held: boolean;
  /** What was looked at. */
  readonly counted: string;
  /** The first that did not hold. */
  readonly broken: readonly string[];
}

export function finding(
  id: string,
  words: { readonly vi: string; readonly en: string },
  counted: string,
  broken: readonly string[],
): Finding {
  return { id, ...words, held: broken.length === 0, counted, broken: broken.slice(0, 5) };
}
