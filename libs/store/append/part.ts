import type pg from 'pg';
import { rowsOf } from './rows.js';

/** One writing part of a statement; `sql` names its own values $1, $2 …; `key` is one for each text. */
export interface Part {
  readonly key: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** A part that writes rows of the given columns; `write` spells the statement around where they come from. */
export function partOf(
  name: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly unknown[])[],
  write: (rows: string) => string,
): Part {
  const { key, sql, values } = rowsOf(columns, rows);
  return { key: `${name}${key}`, sql: write(sql), values };
}

const texts = new Map<string, string>();

/** One prepared statement that does all parts: one message to the database instead of one each. */
export function together(parts: readonly Part[]): pg.QueryConfig {
  const name = parts.map(({ key }) => key).join(' ');
  const text = texts.get(name) ?? textOf(parts);
  texts.set(name, text);
  return { name, text, values: parts.flatMap(({ values }) => values) };
}

function textOf(parts: readonly Part[]): string {
  let before = 0;
  const named = parts.map(({ sql, values }, at) => {
    const shift = before;
    before += values.length;
    return `part${at} AS (${sql.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + shift}`)})`;
  });
  return `WITH ${named.join(',\n')} SELECT`;
}
