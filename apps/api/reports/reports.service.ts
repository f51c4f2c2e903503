import { Injectable } from '@nestjs/common';
import { checkCeiling, type Counts } from '../../../libs/domain/ceiling/ceiling.js';
import type { Population } from '../../../libs/domain/classes.js';
import type { CycleState } from '../../../libs/domain/cycle/events.js';
import { cycleStream } from '../../../libs/domain/ids.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import type { Caller } from '../access/caller.js';
import { Coverage } from '../access/coverage.js';
import { Tree } from '../access/tree.js';
import { notFound } from '../problems/problem.js';
import { AsOf } from '../reading/as-of.js';
import { beneath } from '../reading/journeys.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import { findingsOf, overtakenFindings, type OvertakenRow } from './findings.js';
import { populationsOf, type CountRow } from './populations.js';
import { COUNTS, CYCLE_OF_REPORT, DECIDED_BY_BODY, OVERTAKEN } from './reports.queries.js';
import type { Report, ReportQuery } from './reports.schema.js';

interface BodyRow {
  readonly decidedBy: string;
  readonly name: string;
  readonly counts: Readonly<Record<Population, Counts>>;
}

@Injectable()
export class ReportsService {
  constructor(
    private readonly asOf: AsOf,
    private readonly coverage: Coverage,
    private readonly tree: Tree,
  ) {}

  /** The figures of one organisation and all beneath it; without one, of the highest that the caller covers. */
  async report(caller: Caller, cycle: string, query: ReportQuery): Promise<Report> {
    const [organisation] = await this.coverage.topsIn(caller, cycle, query.organisation);
    const top = organisation === undefined ? null : await this.tree.caseOf(cycle, organisation);
    if (organisation === undefined || top === null) throw notFound();
    const reading = await this.asOf.reading(query.asOf, () => ({ ...beneath(cycle, [top]), of: top }));
    const [about, counts, bodies, overtaken] = await Promise.all([
      reading.first<{ state: CycleState; name: string }>(CYCLE_OF_REPORT, cycleStream(cycle), organisation),
      reading.rows<CountRow & { readonly asOf: string }>(COUNTS, [top], cycle),
      reading.rows<BodyRow>(DECIDED_BY_BODY, [top], cycle),
      reading.rows<OvertakenRow>(OVERTAKEN, [top], cycle),
    ]);
    if (about === null || about.state.created === null) throw reading.absent();
    const { year, rulebook: id, rulebookHash: hash } = about.state.created;
    const rulebook = rulebookOf(id, hash);
    const populations = populationsOf(counts, rulebook);
    return {
      cycle,
      organisation,
      organisationName: about.name,
      year,
      rulebook: { id, hash },
      asOf: counts[0]?.asOf ?? query.asOf ?? new Date().toISOString(),
      populations: [...populations],
      ceilings: bodies.flatMap((body) => ceilingsOf(body, rulebook)),
      findings: [...findingsOf(counts, rulebook), ...overtakenFindings(overtaken)],
    };
  }
}

function ceilingsOf({ decidedBy, name, counts }: BodyRow, rulebook: Rulebook): Report['ceilings'] {
  const populations: readonly Population[] = ['members', 'organisations'];
  return populations
    .filter((population) => Object.values(counts[population]).some((count) => count > 0))
    .map((population) => ({
      decidedBy,
      name,
      population,
      ...checkCeiling(rulebook.ceiling[population], counts[population]),
    }));
}
