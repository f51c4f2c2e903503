import { Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { Problem } from '../problems/problem.js';
import { registryRows, type RegistryRows } from './imports.schema.js';

const SHOWN_AT_MOST = 1_000;

/** Rows that lack their form are told as rows that break a rule are: by table, row and field. */
@Injectable()
export class RowsPipe implements PipeTransform<unknown, RegistryRows> {
  transform(body: unknown): RegistryRows {
    const parsed = registryRows.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new Problem('IMPORT_INVALID', { errors: parsed.error.issues.slice(0, SHOWN_AT_MOST).map(errorOf) });
  }
}

function errorOf({ path, message, code }: z.core.$ZodIssue) {
  const [table = '', index, ...field] = path;
  return {
    table: String(table),
    row: typeof index === 'number' ? index + 1 : 0,
    field: field.map(String).join('.'),
    code: code === 'unrecognized_keys' ? 'UNKNOWN_FIELD' : 'INVALID_FORM',
    reason: message,
  };
}
