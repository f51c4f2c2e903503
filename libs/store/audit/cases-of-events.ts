import type pg from 'pg';
import { caseParts } from '../case-id.js';

/** The row of a case as its events have it. */
export interface CaseOfEvents {
  readonly id: string;
  readonly kind: string;
  readonly cycle: string | null;
  readonly organisation: string | null;
  readonly parent: string | null;
  readonly version: number;
  readonly opened: boolean;
  readonly closed: boolean;
}

const fromEvents = (where: string): string => `
  SELECT case_id AS id, count(DISTINCT command_id)::int AS version,
    bool_or(type = 'CaseOpened') AS opened, bool_or(type = 'CaseClosed') AS closed,
    max(data ->> 'parent') FILTER (WHERE type = 'CaseOpened') AS parent,
    max(data ->> 'root') FILTER (WHERE type = 'CycleCreated') AS root
  FROM event ${where} GROUP BY case_id ORDER BY case_id`;

/** Every case that events speak of, or only those of some streams; its version counts its transactions. */
export async function casesOfEvents(
  client: pg.ClientBase,
  streams?: readonly string[],
): Promise<readonly CaseOfEvents[]> {
  const text = fromEvents(streams === undefined ? '' : 'WHERE stream_id = ANY($1)');
  const { rows } = await client.query<Omit<CaseOfEvents, 'kind' | 'cycle' | 'organisation'> & { root: string | null }>({
    text,
    values: streams === undefined ? [] : [streams],
  });
  return rows.map(({ root, ...row }) => {
    const { kind, cycle, organisation } = caseParts(row.id);
    return { ...row, kind, cycle, organisation: organisation ?? root };
  });
}
