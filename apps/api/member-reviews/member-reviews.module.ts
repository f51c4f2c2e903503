import { Module } from '@nestjs/common';
import { WorkItemsModule } from '../work-items/work-items.module.js';
import { ExplainedResultService } from './explained-result.service.js';
import { MemberReviewCommandsController } from './member-review-commands.controller.js';
import { MemberReviewsController } from './member-reviews.controller.js';
import { MemberReviewsService } from './member-reviews.service.js';

@Module({
  imports: [WorkItemsModule],
  controllers: [MemberReviewCommandsController, MemberReviewsController],
  providers: [ExplainedResultService, MemberReviewsService],
  exports: [ExplainedResultService, MemberReviewsService],
})
export class MemberReviewsModule {}
