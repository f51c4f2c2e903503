import { Inject, Injectable } from '@nestjs/common';
import type { CycleState } from '../../../libs/domain/cycle/events.js';
import { cycleStream, memberStream, organisationStream, procedureStream } from '../../../libs/domain/ids.js';
import type { CaseOpened } from '../../../libs/domain/procedure/events.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import { inSnapshot } from '../../../libs/store/as-of/snapshot.js';
import { verifiedStreams, type VerifiedStream } from '../../../libs/store/as-of/verified-streams.js';
import { caseParts } from '../../../libs/store/case-id.js';
import type { Store } from '../../../libs/store/store.js';
import { classesOf } from '../results/classes.js';
import { explainMember } from '../results/explained-result.js';
import { MemberReviewsService, type MemberReviewRow } from '../member-reviews/member-reviews.service.js';
import { namesIn } from '../reading/actors.js';
import { AsOf } from '../reading/as-of.js';
import { ReadModels } from '../reading/read-models.js';
import { STORE } from '../store/store.token.js';
import type { MemberAccount } from './account.schema.js';
import { entriesOf } from './entries.js';
import { roadsOf } from './roads.js';

/** How one member came to his class, told from the events alone: what was done, by whom, when, under which rule, on what view. */
@Injectable()
export class AccountService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly models: ReadModels,
    private readonly past: AsOf,
    private readonly reviews: MemberReviewsService,
  ) {}

  async account(cycle: string, member: string, asked: string | undefined): Promise<MemberAccount> {
    const asOf = asked ?? (await this.past.now());
    const reading = await this.reviews.reading(asOf, cycle, member);
    const row = await this.reviews.row(reading, cycle, member);
    const opened = await reading.opened(row.case);
    const created = (await reading.world({ streams: [cycleStream(cycle)] })).cycle(cycle).created;
    if (opened === null || created === null) throw reading.absent();
    const rulebook = rulebookOf(created.rulebook, created.rulebookHash);
    const streams = await this.streams(asOf, streamsAbout(cycle, row, opened));
    const names = await namesIn(
      this.models,
      streams.flatMap(({ events }) => [...events]),
      [row.organisation],
    );
    const subject = {
      caseId: row.case,
      number: row.number ?? NOBODY,
      member,
      memberStream: memberStream(cycle, member),
    };
    const entries = entriesOf({ subject, opened, rulebook, streams, names });
    const { id, hash, title, documents, classes: classWords } = rulebook;
    return {
      asOf,
      ...placeOf(cycle, created, row, names),
      rulebook: { id, hash, title, documents: documents.map((document) => ({ ...document })) },
      classWords,
      unclassified: row.state.unclassified,
      classes: classesOf(row.state),
      result: await explainMember(reading, cycle, row.state),
      entries: [...entries],
      roads: [...roadsOf(entries)],
      streams: streams.map(({ stream, version, hash: head, difference }) => ({
        stream,
        version,
        hash: head,
        intact: difference === null,
        difference: difference === null ? null : { ...difference },
      })),
    };
  }

  private streams(asOf: string, streams: readonly string[]): Promise<readonly VerifiedStream[]> {
    return inSnapshot(this.store, asOf, (client) => verifiedStreams(client, asOf, streams));
  }
}

// Who is not reviewed has no number; 0 would be the organisation itself.
const NOBODY = -1;

/** The member's own review, the case that holds it, and those that advise and decide. */
function streamsAbout(cycle: string, row: MemberReviewRow, { bodies }: CaseOpened): readonly string[] {
  const cases = [...new Set([row.case, ...bodies.between, bodies.membersDecidedBy])];
  return [
    memberStream(cycle, row.member),
    ...cases.flatMap((caseId) => [
      procedureStream(caseId),
      organisationStream(cycle, caseParts(caseId).organisation ?? ''),
    ]),
  ];
}

function placeOf(
  cycle: string,
  { year }: NonNullable<CycleState['created']>,
  row: MemberReviewRow,
  names: ReadonlyMap<string, string>,
) {
  const { organisation, member, name, number } = row;
  return {
    cycle,
    year,
    case: row.case,
    organisation: { id: organisation, name: names.get(organisation) ?? '' },
    member: { id: member, name, number },
  };
}
