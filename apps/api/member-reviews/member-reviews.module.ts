import { Module } from '@nestjs/common';
import { WorkItemsModule } from '../work-items/work-items.module.js';
import { MemberReviewCommandsController } from './member-review-commands.controller.js';
import { MemberReviewsController } from './member-reviews.controller.js';
import { MemberReviewsService } from './member-reviews.service.js';

@Module({
  imports: [WorkItemsModule],
  controllers: [MemberReviewCommandsController, MemberReviewsController],
  providers: [MemberReviewsService],
  exports: [MemberReviewsService],
})
export class MemberReviewsModule {}
