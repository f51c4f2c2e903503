import { Injectable } from '@nestjs/common';
import { cycleCase } from '../../../libs/domain/ids.js';
import { alone } from '../../../libs/store/as-of/as-of.js';
import type { Caller } from '../access/caller.js';
import { Tree } from '../access/tree.js';
import type { Journey } from '../reading/as-of.js';
import { casesOf } from '../reading/journeys.js';
import { ReadModels, type Query } from '../reading/read-models.js';

/** $1 the cycle, or null for all · $2 organisations · $3 a member. Where a member lives and is reviewed never changes. */
const CASES_ABOUT: Query = {
  name: 'cases-about',
  text: `
    SELECT case_id AS "caseId" FROM stream
    WHERE kind = 'member-review' AND member = $3 AND ($1::text IS NULL OR cycle = $1)
    UNION
    SELECT case_id FROM stream
    WHERE cardinality($2::text[]) > 0 AND kind = 'member-review' AND ($1::text IS NULL OR cycle = $1)
      AND (state #>> '{opened,residence,cell}' = ANY($2) OR state #>> '{opened,residence,committee}' = ANY($2))`,
};
const CYCLES: Query = { name: 'ids-of-cycles', text: "SELECT cycle FROM stream WHERE kind = 'cycle'" };

/** In which cases work may have waited for somebody. */
@Injectable()
export class WorkJourneys {
  constructor(
    private readonly reading: ReadModels,
    private readonly tree: Tree,
  ) {}

  async of({ posts, member }: Caller, wanted: string | undefined): Promise<Journey> {
    const clerkOf = posts.filter(({ role }) => role === 'CLERK').map(({ organisation }) => organisation);
    const organisations = [
      ...new Set([...posts.map(({ organisation }) => organisation), ...(await this.tree.downwards(clerkOf))]),
    ];
    const [cycles, about] = await Promise.all([
      wanted === undefined ? this.reading.rows<{ cycle: string }>(CYCLES) : [{ cycle: wanted }],
      this.reading.rows<{ caseId: string }>(CASES_ABOUT, wanted ?? null, organisations, member),
    ]);
    const own = cycles.flatMap(({ cycle }) => [
      cycleCase(cycle),
      ...organisations.flatMap((organisation) => casesOf(cycle, organisation)),
    ]);
    return { cases: [...own, ...about.map(({ caseId }) => caseId)], follow: alone };
  }
}
