import { Injectable } from '@nestjs/common';
import {
  collectiveStream,
  cycleStream,
  memberStream,
  organisationStream,
  procedureStream,
  splitSubmission,
} from '../../../libs/domain/ids.js';
import type { ProcedureState } from '../../../libs/domain/procedure/evolve.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import type { Caller } from '../access/caller.js';
import { Coverage } from '../access/coverage.js';
import type { Changes } from '../changes/changes.schema.js';
import { ChangesService } from '../changes/changes.service.js';
import { notFound } from '../problems/problem.js';
import { AsOf } from '../reading/as-of.js';
import { withSenders } from '../reading/journeys.js';
import { namesOf } from '../reading/names.js';
import type { Reading } from '../reading/read-models.js';
import { BODIES } from './decision-sheet.queries.js';
import type { DecisionSheet, SheetChangesQuery, SheetQuery } from './decision-sheet.schema.js';
import { behindSheet } from './sheet-changes.js';
import { openLists, shownList, subjectId, type OpenList, type Scene, type SentList } from './sheet.js';

/** One sheet over everything that waits for a body's answer, however many open steps it stands in. */
@Injectable()
export class DecisionSheetService {
  constructor(
    private readonly asOf: AsOf,
    private readonly coverage: Coverage,
    private readonly differences: ChangesService,
  ) {}

  async sheet(caller: Caller, { cycle, organisation, asOf }: SheetQuery): Promise<DecisionSheet> {
    const bodies = await this.bodies(caller, organisation);
    const reading = await this.asOf.reading(asOf, () => withSenders(cycle, bodies));
    const cases = await reading.rows<{ case: string; procedure: ProcedureState }>(BODIES, cycle, bodies);
    const open = cases.flatMap((one) => openLists(one.case, one.procedure));
    if (open.length === 0) return { submissions: [] };
    const lists = await Promise.all(open.map((list) => sent(reading, list)));
    const scene = await sceneOf(reading, cycle, lists);
    return { submissions: lists.map((list) => shownList(scene, list)) };
  }

  /** What changed on the sheet between two instants. */
  changes(caller: Caller, { cycle, organisation, ...query }: SheetChangesQuery): Promise<Changes> {
    return this.differences.between(query, () => {
      const found = new Map<string, DecisionSheet['submissions'][number]>();
      const ask = async (asOf: string) => {
        const sheet = await this.sheet(caller, { cycle, organisation, asOf });
        for (const list of sheet.submissions) found.set(list.submission, list);
        return sheet;
      };
      return { ask, behind: behindSheet(cycle, found) };
    });
  }

  private async bodies(caller: Caller, organisation: string | undefined): Promise<readonly string[]> {
    if (organisation === undefined) return [...new Set(caller.posts.map((post) => post.organisation))];
    if (await this.coverage.covers(caller, organisation)) return [organisation];
    throw notFound();
  }
}

async function sent(reading: Reading, list: OpenList): Promise<SentList> {
  const { caseId: from } = splitSubmission(list.submission);
  const opened = await reading.opened(from);
  if (opened === null) throw new Error(`submission ${list.submission} has no sender`);
  return { ...list, from, sender: opened };
}

async function sceneOf(reading: Reading, cycle: string, lists: readonly SentList[]): Promise<Scene> {
  const members = lists.flatMap((list) =>
    list.step.subjects.filter((number) => number > 0).map((number) => subjectId(list, number)),
  );
  const organisations = [...new Set(lists.flatMap(({ body, sender }) => [body.organisation, sender.organisation]))];
  const streams = [
    cycleStream(cycle),
    ...members.map((id) => memberStream(cycle, id)),
    ...new Set(lists.map(({ from }) => procedureStream(from))),
    ...organisations.flatMap((id) => [organisationStream(cycle, id), collectiveStream(cycle, id)]),
  ];
  const [world, names] = await Promise.all([reading.world({ streams }), namesOf(reading, members, organisations)]);
  const { created } = world.cycle(cycle);
  if (created === null) throw reading.absent();
  const rulebook = rulebookOf(created.rulebook, created.rulebookHash);
  return { world, rulebook, names };
}
