import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { changes, type Changes } from '../changes/changes.schema.js';
import { Refusals } from '../problems/refusals.decorator.js';
import {
  decisionSheet,
  sheetChangesQuery,
  sheetQuery,
  type DecisionSheet,
  type SheetChangesQuery,
  type SheetQuery,
} from './decision-sheet.schema.js';
import { DecisionSheetService } from './decision-sheet.service.js';

@ApiTags('Quyết định')
@Controller('decision-sheet')
export class DecisionSheetController {
  constructor(private readonly service: DecisionSheetService) {}

  @Get()
  @Permission('decision-sheet.read')
  @ApiOkResponse({ standardSchema: decisionSheet })
  @Refusals(400, 401, 404, 422, 503)
  sheet(@CurrentCaller() caller: Caller, @Query({ schema: sheetQuery }) query: SheetQuery): Promise<DecisionSheet> {
    return this.service.sheet(caller, query);
  }

  @Get('changes')
  @Permission('decision-sheet.read')
  @ApiOperation({
    summary: 'Danh sách chờ quyết định khác gì giữa hai thời điểm · What changed on the sheet between two instants',
  })
  @ApiOkResponse({ standardSchema: changes })
  @Refusals(400, 401, 404, 422, 503)
  changes(
    @CurrentCaller() caller: Caller,
    @Query({ schema: sheetChangesQuery }) query: SheetChangesQuery,
  ): Promise<Changes> {
    return this.service.changes(caller, query);
  }
}
