import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { workItems, workItemsQuery, type WorkItems, type WorkItemsQuery } from './work-items.schema.js';
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
}
