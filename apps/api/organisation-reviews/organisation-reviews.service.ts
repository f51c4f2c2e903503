import { Injectable } from '@nestjs/common';
import type { CollectiveReviewState } from '../../../libs/domain/collective-review/events.js';
import { caseOffers } from '../../../libs/domain/handling/offers.js';
import type { World } from '../../../libs/domain/handling/world.js';
import {
  collectiveStream,
  cycleStream,
  memberStream,
  organisationStream,
  procedureStream,
} from '../../../libs/domain/ids.js';
import { initialMemberReview, type MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import type { MeetingState, OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import { openSteps, type ProcedureState } from '../../../libs/domain/procedure/evolve.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import { actorOf, type Caller } from '../access/caller.js';
import type { Standing } from '../access/permissions.js';
import { Tree } from '../access/tree.js';
import type { Changes, ChangesQuery } from '../changes/changes.schema.js';
import { ChangesService, type Reader } from '../changes/changes.service.js';
import { allowedActions } from '../commands/allowed-actions.js';
import { notFound } from '../problems/problem.js';
import { AsOf } from '../reading/as-of.js';
import type { HistoryPage, HistoryQuery } from '../reading/history.schema.js';
import { History } from '../reading/history.js';
import { caseAlone, withDecider } from '../reading/journeys.js';
import type { Reading } from '../reading/read-models.js';
import { classesOf, ownClassesOf } from '../results/classes.js';
import { WorkItemsService } from '../work-items/work-items.service.js';
import { behindOrganisation } from './organisation-changes.js';
import { MEMBERS_OF_CASE, ORGANISATION_REVIEW } from './organisation-reviews.queries.js';
import type { OrganisationReview } from './organisation-reviews.schema.js';

export interface OrganisationReviewRow {
  readonly case: string;
  readonly version: number;
  readonly closed: boolean;
  readonly name: string;
  readonly digest: string;
  readonly procedure: ProcedureState;
  readonly review: OrganisationReviewState;
  readonly leadership: CollectiveReviewState | null;
}

interface MemberRow {
  readonly member: string;
  readonly number: number | null;
  readonly name: string;
  readonly state: MemberReviewState;
}

@Injectable()
export class OrganisationReviewsService {
  constructor(
    private readonly asOf: AsOf,
    private readonly histories: History,
    private readonly tree: Tree,
    private readonly workItems: WorkItemsService,
    private readonly differences: ChangesService,
  ) {}

  /** Where a review is read from: now, or as of an instant. */
  async reading(asOf: string | undefined, cycle: string, organisation: string): Promise<Reading> {
    const caseId = await this.caseOf(cycle, organisation);
    return this.asOf.reading(asOf, () => caseAlone(caseId));
  }

  /** The same with the case of the body that decides on the organisation. */
  async readingWithDecider(asOf: string | undefined, cycle: string, organisation: string): Promise<Reading> {
    const caseId = await this.caseOf(cycle, organisation);
    return this.asOf.reading(asOf, () => withDecider(caseId, 'organisationDecidedBy'));
  }

  async row(reading: Reading, cycle: string, organisation: string): Promise<OrganisationReviewRow> {
    const caseId = await this.caseOf(cycle, organisation);
    const streams = [
      procedureStream(caseId),
      organisationStream(cycle, organisation),
      collectiveStream(cycle, organisation),
    ];
    const row = await reading.first<OrganisationReviewRow>(ORGANISATION_REVIEW, caseId, ...streams);
    if (row === null) throw reading.absent();
    return row;
  }

  /** The review of an organisation; a member without a post sees it without the lines of his fellows. */
  async details(
    reading: Reading,
    caller: Caller,
    { own, above, administrator }: Standing,
    row: OrganisationReviewRow,
  ): Promise<OrganisationReview> {
    const { opened } = row.procedure;
    if (opened === null) throw notFound();
    const covered = own.length > 0 || above.length > 0 || administrator;
    const members = covered ? await reading.rows<MemberRow>(MEMBERS_OF_CASE, row.case) : [];
    const { review, leadership, procedure } = row;
    const asked = await this.workItems.actionsOn(reading, caller, row.case);
    const offers = covered ? await offersIn(reading, caller, opened.cycle, row, members) : [];
    return {
      case: row.case,
      cycle: opened.cycle,
      organisation: opened.organisation,
      name: row.name,
      kind: opened.kind === 'CELL' ? 'CELL' : 'COMMITTEE',
      grassroots: review.opened?.grassroots ?? false,
      digest: row.digest,
      version: row.version,
      closed: row.closed,
      ownClassDue: opened.ownClassDue,
      unclassified: review.unclassified,
      classes: ownClassesOf(review),
      overtakenBy: covered ? [...review.overtaken] : [],
      leadership: leadership === null ? null : { collective: leadership.collective, head: leadership.head },
      openSteps: openSteps(procedure).map(({ step, pass, subjects, asks, dueAt, mayReturnTo }) => ({
        step,
        pass,
        subjects: [...subjects],
        asks,
        dueAt,
        mayReturnTo: [...mayReturnTo],
      })),
      meetings: Object.fromEntries(
        Object.entries(review.meetings).map(([id, meeting]) => [id, covered ? { ...meeting } : withoutLines(meeting)]),
      ),
      members: members.map(({ member, number, name, state }) => ({
        member,
        name,
        number,
        official: state.opened?.official ?? false,
        pass: number === null ? null : (procedure.standing[number] ?? null),
        unclassified: state.unclassified,
        classes: classesOf(state),
      })),
      allowedActions: [...asked, ...allowedActions(offers, row.case)],
    };
  }

  /** What changed in a review between two instants. */
  changes({ caller, standing }: Reader, cycle: string, organisation: string, query: ChangesQuery): Promise<Changes> {
    return this.differences.between(query, async () => {
      const caseId = await this.caseOf(cycle, organisation);
      const ask = async (asOf: string) => {
        const reading = await this.reading(asOf, cycle, organisation);
        return this.details(reading, caller, standing, await this.row(reading, cycle, organisation));
      };
      return { ask, behind: behindOrganisation({ cycle, organisation, caseId }) };
    });
  }

  async history(cycle: string, organisation: string, query: HistoryQuery): Promise<HistoryPage> {
    const caseId = await this.caseOf(cycle, organisation);
    return this.histories.of(
      [organisationStream(cycle, organisation), collectiveStream(cycle, organisation), procedureStream(caseId)],
      query,
    );
  }

  private async caseOf(cycle: string, organisation: string): Promise<string> {
    const caseId = await this.tree.caseOf(cycle, organisation);
    if (caseId === null) throw notFound();
    return caseId;
  }
}

/** What he may record in the case though nothing asks him to: as the deciders answer, from the rows that the review is made of. */
async function offersIn(
  reading: Reading,
  caller: Caller,
  cycle: string,
  row: OrganisationReviewRow,
  members: readonly MemberRow[],
): Promise<readonly string[]> {
  const states = new Map(members.map(({ member, state }) => [memberStream(cycle, member), state]));
  const known = await reading.world({ streams: [cycleStream(cycle)] });
  const { created } = known.cycle(cycle);
  if (created === null) throw reading.absent();
  const world: World = {
    ...known,
    procedure: () => row.procedure,
    organisation: () => row.review,
    member: (stream) => states.get(stream) ?? initialMemberReview,
  };
  const rulebook = rulebookOf(created.rulebook, created.rulebookHash);
  return caseOffers(world, row.case, { actor: actorOf(caller), rulebook });
}

// Who was heard, was absent or got which votes is not for fellow members to read here.
function withoutLines({
  heldOn,
  convenedOfficial,
  presentOfficial,
  tally,
  confirmed,
  second,
}: MeetingState): OrganisationReview['meetings'][string] {
  const shown = { heldOn, convenedOfficial, presentOfficial, tally, confirmed };
  return second === undefined ? shown : { ...shown, second: { tally: second.tally, confirmed: second.confirmed } };
}
