/** One place where two answers differ: the names on the way to it, and the values; null: nothing was there. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Where two answers differ. Elements of a list are told apart by what they are about, not by their place in it. */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): readonly Difference[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  if (old === null || fresh === null)
    return JSON.stringify(before ?? null) === JSON.stringify(after ?? null)
      ? []
      : [{ path, before: before ?? null, after: after ?? null }];
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return names.flatMap((name) => (NAMES_A_STATE.has(name) ? [] : differences(old[name], fresh[name], [...path, name])));
}

// They say which state or which moment it is, not what it holds.
const NAMES_A_STATE = new Set(['asOf', 'digest', 'version']);

/** The fields of an object, or the elements of a list by what they are about; null: one value, compared whole. */
function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return isFigure(value) ? null : (value as Fields);
  const keys = value.map(keyOf);
  return keys.length > 0 && keys.every((key) => key !== null)
    ? Object.fromEntries(value.map((each, at) => [keys[at] ?? '', each as unknown]))
    : value.length === 0
      ? {}
      : null;
}

// A figure is read with its base and its percentage.
const isFigure = (value: object): boolean => 'count' in value && 'base' in value;

const ABOUT = [
  ['case', 'pass', 'step', 'subject'],
  ['submission'],
  ['pass', 'step'],
  ['number', 'subject'],
  ['member'],
  ['case'],
  ['decidedBy', 'population'],
  ['id'],
  ['reason'],
] as const;

/** What an element of a list is about; null: nothing that tells it from the others. */
export function keyOf(element: unknown): string | null {
  if (typeof element !== 'object' || element === null) return null;
  const fields = element as Fields;
  const about = ABOUT.find((names) => names.every((name) => name in fields));
  return about === undefined ? null : about.map((name) => String(fields[name])).join('|');
}
