import type pg from 'pg';
import { procedureStream } from '../../domain/ids.js';
import type { WorkItem } from '../../domain/procedure/work-items.js';
import { comePart } from '../append/item-parts.js';
import { together } from '../append/part.js';
import { itemKey } from '../append/work-item-change.js';
import { storedItems } from '../audit/check-items.js';
import { isSame } from '../audit/is-same.js';
import { itemsOfCase } from '../audit/items-of-case.js';
import { rebuildCaseRows, rebuildStreams } from './rows.js';

export interface RebuiltCase {
  readonly streams: number;
  readonly workItems: number;
  readonly changed: number;
}

/** Folds one case anew, under its lock: commands on it wait for milliseconds, all others go on. */
export async function rebuildCase(
  client: pg.ClientBase,
  caseId: string,
  streams: readonly string[],
): Promise<RebuiltCase> {
  await client.query('SELECT FROM review_case WHERE id = $1 FOR UPDATE', [caseId]);
  // A cycle that was opened since the streams were listed has got its procedure.
  const own = [...new Set([...streams, procedureStream(caseId)])];
  const folded = await rebuildStreams(client, own);
  const rows = await rebuildCaseRows(client, own);
  const { items } = await itemsOfCase(client, caseId);
  const stored = await storedItems(client, caseId);
  const moved = differentItems(items, stored);
  if (moved > 0) {
    await client.query('DELETE FROM work_item WHERE case_id = $1', [caseId]);
    if (items.length > 0) await client.query(together([comePart(items)]));
  }
  return {
    streams: folded.streams,
    workItems: items.length,
    changed: folded.changed + rows.changed + moved,
  };
}

function differentItems(expected: readonly WorkItem[], stored: readonly WorkItem[]): number {
  const left = new Map(stored.map((item) => [itemKey(item), item]));
  const wrong = expected.filter((item) => {
    const row = left.get(itemKey(item));
    left.delete(itemKey(item));
    return !isSame(row, item);
  });
  return wrong.length + left.size;
}
