import { Injectable } from '@nestjs/common';
import { cycleCase } from '../../../libs/domain/ids.js';
import type { Caller } from '../access/caller.js';
import { Coverage } from '../access/coverage.js';
import { Tree } from '../access/tree.js';
import type { Changes } from '../changes/changes.schema.js';
import { ChangesService } from '../changes/changes.service.js';
import { AsOf } from '../reading/as-of.js';
import { beneath } from '../reading/journeys.js';
import { STATUS } from './cycles.queries.js';
import { behindStatus } from './status-changes.js';
import type { CycleStatus, StatusChangesQuery, StatusQuery } from './cycles.schema.js';

type CaseRow = CycleStatus['cases'][number] & { readonly asOf: string };

/** Who is late and where: every case that the caller covers, with its steps. */
@Injectable()
export class StatusService {
  constructor(
    private readonly asOf: AsOf,
    private readonly coverage: Coverage,
    private readonly tree: Tree,
    private readonly differences: ChangesService,
  ) {}

  async status(caller: Caller, cycle: string, { organisation, asOf }: StatusQuery): Promise<CycleStatus> {
    const tops = await this.coverage.topsIn(caller, cycle, organisation);
    const root = await this.tree.rootOf(cycle);
    const cases = await Promise.all(
      tops.map(async (top) => (top === root ? cycleCase(cycle) : this.tree.caseOf(cycle, top))),
    );
    const top = cases.filter((each) => each !== null);
    const reading = await this.asOf.reading(asOf, () => beneath(cycle, top));
    const rows = await reading.rows<CaseRow>(STATUS, top);
    return { asOf: rows[0]?.asOf ?? asOf ?? new Date().toISOString(), cases: rows.map(({ asOf: _, ...row }) => row) };
  }

  /** What changed in the progress of a cycle between two instants. */
  changes(caller: Caller, cycle: string, { organisation, ...query }: StatusChangesQuery): Promise<Changes> {
    return this.differences.between(query, async ({ to }) => {
      const { cases } = await this.status(caller, cycle, { organisation, asOf: to });
      const reading = await this.asOf.reading(to, () =>
        beneath(
          cycle,
          cases.map((each) => each.case),
        ),
      );
      const opened = await Promise.all(
        cases.map(async (each) => [each.case, await reading.opened(each.case)] as const),
      );
      const known = opened.flatMap(([id, review]) => (review === null ? [] : [[id, review] as const]));
      const ask = (asOf: string) => this.status(caller, cycle, { organisation, asOf });
      return { ask, behind: behindStatus(new Map(known)) };
    });
  }
}
