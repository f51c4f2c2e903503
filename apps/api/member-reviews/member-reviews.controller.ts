import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { memberStream } from '../../../libs/domain/ids.js';
import { CurrentCaller, CurrentStanding, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import type { Standing } from '../access/permissions.js';
import { changes, changesQuery, type Changes, type ChangesQuery } from '../changes/changes.schema.js';
import { tagged } from '../http/etag.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { asOfQuery, type AsOfQuery } from '../reading/as-of.schema.js';
import { History } from '../reading/history.js';
import { history, historyQuery, type HistoryPage, type HistoryQuery } from '../reading/history.schema.js';
import { explainMember } from '../results/explained-result.js';
import { explainedResult, type ExplainedResult } from '../results/results.schema.js';
import { memberReviewSeen, type MemberReview, type ResidencePart } from './member-reviews.schema.js';
import { MemberReviewsService } from './member-reviews.service.js';

@ApiTags('Kiểm điểm đảng viên')
@Controller('cycles/:cycle/members/:member')
export class MemberReviewsController {
  constructor(
    private readonly reviews: MemberReviewsService,
    private readonly histories: History,
  ) {}

  @Get()
  @Permission('member-review.read')
  @ApiOkResponse({ standardSchema: memberReviewSeen })
  @Refusals(400, 401, 403, 404, 422, 503)
  async details(
    @CurrentCaller() caller: Caller,
    @CurrentStanding() standing: Standing,
    @Param('cycle') cycle: string,
    @Param('member') member: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberReview | ResidencePart | undefined> {
    const reading = await this.reviews.reading(asOf, cycle, member);
    const row = await this.reviews.row(reading, cycle, member);
    return tagged(request, reply, `${row.digest}-${row.version}`, () =>
      this.reviews.details(reading, caller, standing, cycle, row),
    );
  }

  @Get('history')
  @Permission('member-review.history')
  @ApiOkResponse({ standardSchema: history })
  @Refusals(400, 401, 403, 404, 422, 503)
  history(
    @Param('cycle') cycle: string,
    @Param('member') member: string,
    @Query({ schema: historyQuery }) query: HistoryQuery,
  ): Promise<HistoryPage> {
    return this.histories.of([memberStream(cycle, member)], query);
  }

  @Get('result')
  @Permission('member-review.history')
  @ApiOkResponse({ standardSchema: explainedResult })
  @Refusals(400, 401, 403, 404, 422, 503)
  async result(
    @Param('cycle') cycle: string,
    @Param('member') member: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
  ): Promise<ExplainedResult> {
    const reading = await this.reviews.reading(asOf, cycle, member);
    return explainMember(reading, cycle, (await this.reviews.row(reading, cycle, member)).state);
  }

  @Get('changes')
  @Permission('member-review.history')
  @ApiOperation({
    summary: 'Hồ sơ đảng viên khác gì giữa hai thời điểm · What changed in a member’s review between two instants',
  })
  @ApiOkResponse({ standardSchema: changes })
  @Refusals(400, 401, 403, 404, 422, 503)
  changes(
    @CurrentCaller() caller: Caller,
    @CurrentStanding() standing: Standing,
    @Param('cycle') cycle: string,
    @Param('member') member: string,
    @Query({ schema: changesQuery }) query: ChangesQuery,
  ): Promise<Changes> {
    return this.reviews.changes({ caller, standing }, cycle, member, query);
  }
}
