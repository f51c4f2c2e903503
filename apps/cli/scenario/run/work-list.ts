import type { Api } from '../http/api.js';
import { workList, type WorkItem } from '../http/answers.js';
import type { Person } from './crew.js';

const AT_ONCE = 500;

/** Everything that waits for this person in the cycle, as the API lists it. */
export async function readWorkList(api: Api, cycle: string, { token }: Person): Promise<readonly WorkItem[]> {
  const items: WorkItem[] = [];
  let cursor: string | null = null;
  do {
    const from = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: WorkItem[]; next: string | null } = await api.get(
      `/api/v1/work-items?cycle=${cycle}&limit=${AT_ONCE}${from}`,
      workList,
      { token },
    );
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}
