import { Injectable } from '@nestjs/common';
import { memberStream, procedureStream } from '../../../libs/domain/ids.js';
import { memberOffers } from '../../../libs/domain/member-review/without-step.js';
import type { MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import { actorOf, type Caller } from '../access/caller.js';
import type { Standing } from '../access/permissions.js';
import { Tree } from '../access/tree.js';
import { allowedActions, type AllowedAction } from '../commands/allowed-actions.js';
import type { Changes, ChangesQuery } from '../changes/changes.schema.js';
import { ChangesService, type Reader } from '../changes/changes.service.js';
import { notFound } from '../problems/problem.js';
import { AsOf } from '../reading/as-of.js';
import { withDecider } from '../reading/journeys.js';
import type { Reading } from '../reading/read-models.js';
import { WorkItemsService } from '../work-items/work-items.service.js';
import { classesOf } from '../results/classes.js';
import { behindMember } from './member-changes.js';
import { MEMBER_REVIEW } from './member-reviews.queries.js';
import type { MemberReview, ResidencePart } from './member-reviews.schema.js';

export interface MemberReviewRow {
  readonly case: string;
  readonly organisation: string;
  readonly member: string;
  readonly number: number | null;
  readonly name: string;
  readonly digest: string;
  readonly version: number;
  readonly state: MemberReviewState;
}

@Injectable()
export class MemberReviewsService {
  constructor(
    private readonly asOf: AsOf,
    private readonly tree: Tree,
    private readonly workItems: WorkItemsService,
    private readonly differences: ChangesService,
  ) {}

  /** Where a review is read from: now, or as of an instant. */
  reading(asOf: string | undefined, cycle: string, member: string): Promise<Reading> {
    return this.asOf.reading(asOf, async () => {
      const place = await this.tree.placeOf(cycle, member);
      if (place === null) throw notFound();
      return withDecider(place.caseId, 'membersDecidedBy');
    });
  }

  async row(reading: Reading, cycle: string, member: string): Promise<MemberReviewRow> {
    const row = await reading.first<MemberReviewRow>(MEMBER_REVIEW, memberStream(cycle, member));
    if (row === null) throw reading.absent();
    return row;
  }

  /** What changed in a review between two instants. */
  changes({ caller, standing }: Reader, cycle: string, member: string, query: ChangesQuery): Promise<Changes> {
    return this.differences.between(query, async () => {
      const place = await this.tree.placeOf(cycle, member);
      const ask = async (asOf: string) => {
        const reading = await this.reading(asOf, cycle, member);
        return this.details(reading, caller, standing, cycle, await this.row(reading, cycle, member));
      };
      return { ask, behind: behindMember(cycle, member, place?.caseId ?? '') };
    });
  }

  /** The whole review, or only its residence part for those who answer for where the member lives. */
  async details(
    reading: Reading,
    caller: Caller,
    standing: Standing,
    cycle: string,
    row: MemberReviewRow,
  ): Promise<MemberReview | ResidencePart> {
    const asked = await this.workItems.actionsOn(reading, caller, row.case, row.member);
    const streams = [procedureStream(row.case), memberStream(cycle, row.member)];
    const offers = memberOffers(await reading.world({ streams }), row.case, row.member, actorOf(caller));
    const actions = [...asked, ...allowedActions(offers, row.case)];
    return seesWhole(standing) ? wholeOf(cycle, row, actions) : residencePartOf(cycle, row, actions);
  }
}

const seesWhole = ({ own, above, self, administrator }: Standing): boolean =>
  own.length > 0 || above.length > 0 || self || administrator;

function residencePartOf(
  cycle: string,
  { case: caseId, organisation, member, name, number, state }: MemberReviewRow,
  actions: readonly AllowedAction[],
): ResidencePart {
  const residence = { duty: state.opened?.residence ?? null, ...state.residence };
  return {
    case: caseId,
    cycle,
    organisation,
    member,
    name,
    number,
    residence: { ...residence },
    allowedActions: [...actions],
  };
}

function wholeOf(cycle: string, row: MemberReviewRow, actions: readonly AllowedAction[]): MemberReview {
  const { state, digest, version } = row;
  return {
    ...residencePartOf(cycle, row, actions),
    digest,
    version,
    official: state.opened?.official ?? false,
    unclassified: state.unclassified,
    classes: classesOf(state),
    selfAssessment: spread(state.selfAssessment),
    vote: spread(state.vote),
    opinions: { ...state.opinions },
    absentIn: [...state.absentIn],
    returned: spread(state.returned),
    putOff: state.putOff,
    decision: spread(state.decided),
  };
}

const spread = (part: object | null): Record<string, unknown> | null => (part === null ? null : { ...part });
