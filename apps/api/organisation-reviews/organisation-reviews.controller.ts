import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, CurrentStanding, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import type { Standing } from '../access/permissions.js';
import { changes, changesQuery, type Changes, type ChangesQuery } from '../changes/changes.schema.js';
import { tagged } from '../http/etag.js';
import { explainOrganisation } from '../results/explained-result.js';
import { explainedResult, type ExplainedResult } from '../results/results.schema.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { asOfQuery, type AsOfQuery } from '../reading/as-of.schema.js';
import { history, historyQuery, type HistoryPage, type HistoryQuery } from '../reading/history.schema.js';
import { organisationReview, type OrganisationReview } from './organisation-reviews.schema.js';
import { OrganisationReviewsService } from './organisation-reviews.service.js';

@ApiTags('Chi bộ, đảng bộ')
@Controller('cycles/:cycle/organisations/:organisation')
export class OrganisationReviewsController {
  constructor(private readonly reviews: OrganisationReviewsService) {}

  @Get()
  @Permission('organisation-review.read')
  @ApiOkResponse({ standardSchema: organisationReview })
  @Refusals(400, 401, 403, 404, 422, 503)
  async details(
    @CurrentCaller() caller: Caller,
    @CurrentStanding() standing: Standing,
    @Param('cycle') cycle: string,
    @Param('organisation') organisation: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganisationReview | undefined> {
    const reading = await this.reviews.reading(asOf, cycle, organisation);
    const row = await this.reviews.row(reading, cycle, organisation);
    return tagged(request, reply, `${row.digest}-${row.version}`, () =>
      this.reviews.details(reading, caller, standing, row),
    );
  }

  @Get('history')
  @Permission('organisation-review.history')
  @ApiOkResponse({ standardSchema: history })
  @Refusals(400, 401, 403, 404, 422, 503)
  history(
    @Param('cycle') cycle: string,
    @Param('organisation') organisation: string,
    @Query({ schema: historyQuery }) query: HistoryQuery,
  ): Promise<HistoryPage> {
    return this.reviews.history(cycle, organisation, query);
  }

  @Get('changes')
  @Permission('organisation-review.history')
  @ApiOperation({
    summary: 'Hồ sơ tổ chức khác gì giữa hai thời điểm · What changed in an organisation’s review between two instants',
  })
  @ApiOkResponse({ standardSchema: changes })
  @Refusals(400, 401, 403, 404, 422, 503)
  changes(
    @CurrentCaller() caller: Caller,
    @CurrentStanding() standing: Standing,
    @Param('cycle') cycle: string,
    @Param('organisation') organisation: string,
    @Query({ schema: changesQuery }) query: ChangesQuery,
  ): Promise<Changes> {
    return this.reviews.changes({ caller, standing }, cycle, organisation, query);
  }

  @Get('result')
  @Permission('organisation-review.history')
  @ApiOkResponse({ standardSchema: explainedResult })
  @Refusals(400, 401, 403, 404, 422, 503)
  async result(
    @Param('cycle') cycle: string,
    @Param('organisation') organisation: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
  ): Promise<ExplainedResult> {
    const reading = await this.reviews.readingWithDecider(asOf, cycle, organisation);
    return explainOrganisation(reading, cycle, await this.reviews.row(reading, cycle, organisation));
  }
}
