import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { changes, type Changes } from '../changes/changes.schema.js';
import { Refusals } from '../problems/refusals.decorator.js';
import {
  report,
  reportChangesQuery,
  reportQuery,
  type Report,
  type ReportChangesQuery,
  type ReportQuery,
} from './reports.schema.js';
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

  @Get('changes')
  @Permission('report.read')
  @ApiOperation({ summary: 'Báo cáo khác gì giữa hai thời điểm · What changed in the report between two instants' })
  @ApiOkResponse({ standardSchema: changes })
  @Refusals(400, 401, 403, 404, 422, 503)
  changes(
    @CurrentCaller() caller: Caller,
    @Param('cycle') cycle: string,
    @Query({ schema: reportChangesQuery }) query: ReportChangesQuery,
  ): Promise<Changes> {
    return this.service.changes(caller, cycle, query);
  }
}
