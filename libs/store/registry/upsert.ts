import type pg from 'pg';
import type { Row, Table } from './tables.js';

/** Inserts rows or brings those that stand to the same values, all in one statement. */
export async function upsert(
  client: pg.ClientBase,
  { name, columns, key }: Table,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const arrays = names.map((column, at) => `$${at + 1}::${carried(columns[column])}[]`);
  const selected = names.map((column) => `${column}::${columns[column]}`);
  const others = names.filter((column) => !key.includes(column));
  const action =
    others.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  await client.query(
    `INSERT INTO ${name} (${names.join(', ')}) SELECT ${selected.join(', ')}
     FROM unnest(${arrays.join(', ')}) AS n(${names.join(', ')})
     ON CONFLICT (${key.join(', ')}) DO ${action}`,
    names.map((column) => rows.map((row) => valueOf(columns[column], row[column]))),
  );
}

// Arrays of arrays and of JSON cannot be unnested as such: they travel as text.
function carried(type: string | undefined): string {
  return type === 'jsonb' || type === 'text[]' ? 'text' : (type ?? 'text');
}

function valueOf(type: string | undefined, value: unknown): unknown {
  if (type === 'jsonb') return JSON.stringify(value);
  return type === 'text[]' && Array.isArray(value) ? `{${value.map((each) => JSON.stringify(each)).join(',')}}` : value;
}
