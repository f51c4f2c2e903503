import { Injectable } from '@nestjs/common';
import { cycleOffers } from '../../../libs/domain/cycle/decide.js';
import type { CycleState } from '../../../libs/domain/cycle/events.js';
import { cycleCase, procedureStream } from '../../../libs/domain/ids.js';
import { wishOffers } from '../../../libs/domain/procedure/wish.js';
import { actorOf, type Caller } from '../access/caller.js';
import { PERMISSIONS, verdict } from '../access/permissions.js';
import { Standings } from '../access/standings.js';
import { allowedActions } from '../commands/allowed-actions.js';
import { AsOf } from '../reading/as-of.js';
import { caseAlone } from '../reading/journeys.js';
import { ReadModels, type Reading } from '../reading/read-models.js';
import { WorkItemsService } from '../work-items/work-items.service.js';
import { CYCLES } from './cycles.queries.js';
import type { CycleDetails, CycleList } from './cycles.schema.js';

interface CycleRow {
  readonly cycle: string;
  readonly case: string;
  readonly state: CycleState;
  readonly rootName: string;
  readonly closed: boolean;
}

@Injectable()
export class CyclesService {
  constructor(
    private readonly reading: ReadModels,
    private readonly asOf: AsOf,
    private readonly standings: Standings,
    private readonly workItems: WorkItemsService,
  ) {}

  /** The cycles that the caller has to do with. */
  async list(caller: Caller): Promise<CycleList> {
    const rows = await this.reading.rows<CycleRow>(CYCLES, null);
    const rule = PERMISSIONS['cycle.read'];
    const seen = await Promise.all(
      rows.map(async ({ cycle }) => verdict(rule, await this.standings.of(caller, rule, { cycle })) === 'ALLOWED'),
    );
    return { cycles: rows.filter((_, index) => seen[index]).map(summaryOf) };
  }

  async details(caller: Caller, cycle: string, asOf: string | undefined): Promise<CycleDetails> {
    const reading = await this.asOf.reading(asOf, () => caseAlone(cycleCase(cycle)));
    const row = await reading.first<CycleRow>(CYCLES, cycle);
    if (row === null) throw reading.absent();
    return { ...summaryOf(row), allowedActions: [...(await this.actions(reading, caller, row))] };
  }

  private async actions(reading: Reading, caller: Caller, { cycle, state }: CycleRow) {
    const caseId = cycleCase(cycle);
    const actor = actorOf(caller);
    const offers = cycleOffers(state, actor);
    if (!state.started) return allowedActions(offers, caseId);
    const asked = await this.workItems.actionsOn(reading, caller, caseId);
    const world = await reading.world({ streams: [procedureStream(caseId)] });
    return [...asked, ...allowedActions([...offers, ...wishOffers(world, caseId, actor)], caseId)];
  }
}

function summaryOf({ cycle, case: caseId, state, rootName, closed }: CycleRow): Omit<CycleDetails, 'allowedActions'> {
  if (state.created === null) throw new Error(`cycle ${cycle} has no beginning`);
  const { year, root, rulebook, rulebookHash, enteredAfterwards } = state.created;
  const { started, published, timetable } = state;
  return {
    cycle,
    case: caseId,
    year,
    root,
    rootName,
    rulebook,
    rulebookHash,
    timetable: { ...timetable },
    enteredAfterwards,
    started,
    closed,
    published: [...published],
  };
}
