import { z } from 'zod';
import { Problem } from '../problems/problem.js';

// What PostgreSQL holds as an instant and as an integer.
const instant = z.iso.datetime().regex(/^(?!0000)/);
const place = z.tuple([instant.nullable(), z.string(), z.string(), z.string(), z.int32()]);

interface Placed {
  readonly dueAt: Date | null;
  readonly case: string;
  readonly step: string;
  readonly pass: string;
  readonly subject: number;
}

/** Where a page ended, to go on from there. */
export function cursorOf({ dueAt, case: caseId, step, pass, subject }: Placed): string {
  return Buffer.from(JSON.stringify([dueAt?.toISOString() ?? null, caseId, step, pass, subject])).toString('base64url');
}

/** The place that a cursor names, as the values of the query; without one, from the start. */
export function after(cursor: string | undefined): readonly unknown[] {
  if (cursor === undefined) return [null, null, null, null, null];
  const parsed = place.safeParse(parse(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data.some((part) => typeof part === 'string' && part.includes('\0')))
    throw new Problem('INPUT_INVALID', { issues: [{ path: 'query.cursor', code: 'invalid' }] });
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
