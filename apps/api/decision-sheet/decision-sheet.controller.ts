import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { decisionSheet, sheetQuery, type DecisionSheet, type SheetQuery } from './decision-sheet.schema.js';
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
}
