import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { report, reportQuery, type Report, type ReportQuery } from './reports.schema.js';
import { ReportsService } from './reports.service.js';

@ApiTags('Báo cáo')
@Controller('reports/:cycle')
export class ReportsController {
  constructor(private readonly service: ReportsService) {}

  @Get()
  @Permission('report.read')
  @ApiOkResponse({ standardSchema: report })
  @Refusals(400, 401, 403, 404, 422, 503)
  report(
    @CurrentCaller() caller: Caller,
    @Param('cycle') cycle: string,
    @Query({ schema: reportQuery }) query: ReportQuery,
  ): Promise<Report> {
    return this.service.report(caller, cycle, query);
  }
}
