import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { changes, type Changes } from '../changes/changes.schema.js';
import { Refusals } from '../problems/refusals.decorator.js';
import {
  workChangesQuery,
  workItems,
  workItemsQuery,
  type WorkChangesQuery,
  type WorkItems,
  type WorkItemsQuery,
} from './work-items.schema.js';
import { WorkItemsService } from './work-items.service.js';

@ApiTags('Việc cần làm')
@Controller('work-items')
export class WorkItemsController {
  constructor(private readonly service: WorkItemsService) {}

  @Get()
  @Permission('work.list')
  @ApiOkResponse({ standardSchema: workItems })
  @Refusals(400, 401, 422, 503)
  list(@CurrentCaller() caller: Caller, @Query({ schema: workItemsQuery }) query: WorkItemsQuery): Promise<WorkItems> {
    return this.service.list(caller, query);
  }

  @Get('changes')
  @Permission('work.list')
  @ApiOperation({
    summary: 'Việc cần làm khác gì giữa hai thời điểm · What changed in one’s work between two instants',
  })
  @ApiOkResponse({ standardSchema: changes })
  @Refusals(400, 401, 422, 503)
  changes(
    @CurrentCaller() caller: Caller,
    @Query({ schema: workChangesQuery }) query: WorkChangesQuery,
  ): Promise<Changes> {
    return this.service.changes(caller, query);
  }
}
