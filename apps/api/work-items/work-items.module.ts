import { Module } from '@nestjs/common';
import { WorkItemsController } from './work-items.controller.js';
import { WorkItemsService } from './work-items.service.js';
import { WorkJourneys } from './work-journeys.js';

@Module({
  controllers: [WorkItemsController],
  providers: [WorkItemsService, WorkJourneys],
  exports: [WorkItemsService],
})
export class WorkItemsModule {}
