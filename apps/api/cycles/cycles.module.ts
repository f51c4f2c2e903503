import { Module } from '@nestjs/common';
import { WorkItemsModule } from '../work-items/work-items.module.js';
import { CyclesController } from './cycles.controller.js';
import { CyclesService } from './cycles.service.js';
import { PreviewService } from './preview.service.js';
import { StatusService } from './status.service.js';

@Module({
  imports: [WorkItemsModule],
  controllers: [CyclesController],
  providers: [CyclesService, PreviewService, StatusService],
})
export class CyclesModule {}
