/** Rows to be written, as something to select from: `sql` names its values $1, $2 … */
export interface Rows {
  /** One for each text: how many rows are spelled out, or that they come as arrays. */
  readonly key: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}

// Spelled out, a row costs the database half of what an unnested one does; many rows keep to one text.
const SPELLED_OUT = 3;

/** Rows of the given columns (name and type) under the name `r`. */
export function rowsOf(columns: Readonly<Record<string, string>>, rows: readonly (readonly unknown[])[]): Rows {
  const names = Object.keys(columns);
  const types = Object.values(columns);
  const as = `AS r(${names.join(', ')})`;
  if (rows.length <= SPELLED_OUT) {
    const tuples = rows.map(
      (_, row) => `(${types.map((type, at) => `$${row * types.length + at + 1}::${type}`).join(', ')})`,
    );
    return { key: String(rows.length), sql: `(VALUES ${tuples.join(', ')}) ${as}`, values: rows.flat() };
  }
  const arrays = types.map((type, at) => `$${at + 1}::${type}[]`);
  return {
    key: 'n',
    sql: `unnest(${arrays.join(', ')}) ${as}`,
    values: types.map((_, at) => rows.map((row) => row[at])),
  };
}
