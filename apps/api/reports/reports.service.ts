import { Injectable } from '@nestjs/common';
import type { CeilingCheck } from '../../../libs/domain/ceiling/ceiling.js';
import type { Population } from '../../../libs/domain/classes.js';
import type { CycleState } from '../../../libs/domain/cycle/events.js';
import { cycleStream } from '../../../libs/domain/ids.js';
import { ceilingsOf } from '../../../libs/domain/organisation-review/ceilings.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import type { Caller } from '../access/caller.js';
import { Coverage } from '../access/coverage.js';
import { Tree } from '../access/tree.js';
import type { Changes } from '../changes/changes.schema.js';
import { ChangesService } from '../changes/changes.service.js';
import { notFound, unlessNotYet } from '../problems/problem.js';
import { AsOf } from '../reading/as-of.js';
import { beneath } from '../reading/journeys.js';
import { namesOf } from '../reading/names.js';
import type { Reading } from '../reading/read-models.js';
import { classesBefore } from '../results/year-before.js';
import { findingsOf, overtakenFindings, twiceLowestFindings, type LowestRow } from './findings.js';
import { populationsOf } from './populations.js';
import { behindFigure, movedBetween, type CountedRow } from './report-changes.js';
import { COUNTED_ROWS, CYCLE_OF_REPORT } from './reports.queries.js';
import type { Report, ReportChangesQuery, ReportQuery } from './reports.schema.js';
import { Tallies, type Tallied } from './tallies.js';

interface Body {
  readonly organisation: string;
  readonly decided: OrganisationReviewState['decidedCounts'];
  readonly decidedInGroups: OrganisationReviewState['decidedInGroups'] | null;
  readonly ceilingExceptions: OrganisationReviewState['ceilingExceptions'] | null;
}

/** What follows from what the cases of a tree add up to, and from nothing else. */
interface Figures {
  readonly populations: ReturnType<typeof populationsOf>;
  readonly ceilings: readonly (CeilingCheck & { readonly decidedBy: string; readonly population: Population })[];
  readonly findings: Report['findings'];
}

@Injectable()
export class ReportsService {
  /** Remembered as long as what a tree adds up to is. */
  private readonly figures = new WeakMap<Tallied['tallies'], Figures>();

  constructor(
    private readonly asOf: AsOf,
    private readonly coverage: Coverage,
    private readonly tree: Tree,
    private readonly tallies: Tallies,
    private readonly differences: ChangesService,
  ) {}

  /** The figures of one organisation and all beneath it; without one, of the highest that the caller covers. */
  async report(caller: Caller, cycle: string, query: ReportQuery): Promise<Report> {
    const { organisation, top } = await this.topOf(caller, cycle, query.organisation);
    const reading = await this.reading(cycle, top, query.asOf);
    const [about, { asOf, tallies, counts }] = await Promise.all([
      reading.first<{ state: CycleState; name: string }>(CYCLE_OF_REPORT, cycleStream(cycle), organisation),
      this.tallies.beneath(top, reading),
    ]);
    if (about === null || about.state.created === null) throw reading.absent();
    const { year, rulebook: id, rulebookHash: hash } = about.state.created;
    const rulebook = rulebookOf(id, hash);
    const figures = this.figuresOf(tallies, counts, rulebook);
    const deciders = new Set(figures.ceilings.map(({ decidedBy }) => decidedBy));
    const [lowest, names] = await Promise.all([
      lowestBefore(reading, year, tallies),
      namesOf(reading, [], [...deciders]),
    ]);
    return {
      cycle,
      organisation,
      organisationName: about.name,
      year,
      rulebook: { id, hash },
      asOf,
      populations: [...figures.populations],
      ceilings: figures.ceilings.map((ceiling) => ({ ...ceiling, name: names.get(ceiling.decidedBy) ?? '' })),
      findings: [...figures.findings, ...twiceLowestFindings(lowest, rulebook, (before) => rulebookOf(before, null))],
    };
  }

  /** What changed in these figures between two instants, and the events of those who moved. */
  changes(caller: Caller, cycle: string, { organisation: wanted, ...query }: ReportChangesQuery): Promise<Changes> {
    return this.differences.between(query, async ({ from, to }) => {
      const { organisation, top } = await this.topOf(caller, cycle, wanted);
      const counted = async (asOf: string): Promise<readonly CountedRow[]> =>
        (await this.reading(cycle, top, asOf)).rows<CountedRow>(COUNTED_ROWS);
      const moved = movedBetween(await counted(from).catch(unlessNotYet([])), await counted(to));
      const ask = async (asOf: string) => {
        const { findings: _, ...figures } = await this.report(caller, cycle, { organisation, asOf });
        return figures;
      };
      return { ask, behind: behindFigure(cycle, moved) };
    });
  }

  private figuresOf(tallies: Tallied['tallies'], counts: Tallied['counts'], rulebook: Rulebook): Figures {
    const known = this.figures.get(tallies);
    if (known !== undefined) return known;
    const overtaken = tallies.flatMap(({ organisation, overtaken: members }) =>
      members > 0 ? [{ organisation, members }] : [],
    );
    const figures = {
      populations: populationsOf(counts, rulebook),
      ceilings: tallies.filter(hasDecided).flatMap((body) => ceilingsShown(body, rulebook)),
      findings: [...findingsOf(counts, rulebook), ...overtakenFindings(overtaken)],
    };
    this.figures.set(tallies, figures);
    return figures;
  }

  private async topOf(caller: Caller, cycle: string, wanted: string | undefined) {
    const [organisation] = await this.coverage.topsIn(caller, cycle, wanted);
    const top = organisation === undefined ? null : await this.tree.caseOf(cycle, organisation);
    if (organisation === undefined || top === null) throw notFound();
    return { organisation, top };
  }

  private reading(cycle: string, top: string, asOf: string | undefined): Promise<Reading> {
    return this.asOf.reading(asOf, () => ({ ...beneath(cycle, [top]), of: top }));
  }
}

/** What the year before said of those who stand in the lowest class now: they are few, and usually none. */
async function lowestBefore(
  reading: Reading,
  year: number,
  tallies: Tallied['tallies'],
): Promise<readonly LowestRow[]> {
  const lowest = {
    members: tallies.flatMap((tally) => tally.lowest),
    organisations: tallies.flatMap((tally) => (tally.class === 'NOT_COMPLETED' ? [tally.organisation] : [])),
  };
  const found = (['members', 'organisations'] as const).map(async (population) => {
    if (lowest[population].length === 0) return [];
    const rows = await classesBefore(reading, year, population, lowest[population]);
    return rows.map((row) => ({ population, subject: row.subject, rulebook: row.rulebook, before: row.class }));
  });
  return (await Promise.all(found)).flat();
}

const hasDecided = <Tally extends Omit<Body, 'decided'> & { readonly decided: Body['decided'] | null }>(
  tally: Tally,
): tally is Tally & Body =>
  tally.decided !== null &&
  Object.values(tally.decided).some((counts) => Object.values(counts).some((count) => count > 0));

function ceilingsShown(body: Body, rulebook: Rulebook): Figures['ceilings'] {
  const { organisation: decidedBy, decided: decidedCounts } = body;
  const populations: readonly Population[] = ['members', 'organisations'];
  const review = {
    decidedCounts,
    decidedInGroups: body.decidedInGroups ?? {},
    ceilingExceptions: body.ceilingExceptions ?? {},
  };
  return populations
    .filter((population) => Object.values(decidedCounts[population]).some((count) => count > 0))
    .flatMap((population) =>
      ceilingsOf(rulebook, review, population).map((check) => ({ decidedBy, population, ...check })),
    );
}
