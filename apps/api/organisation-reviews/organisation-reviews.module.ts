import { Module } from '@nestjs/common';
import { WorkItemsModule } from '../work-items/work-items.module.js';
import { OrganisationReviewCommandsController } from './organisation-review-commands.controller.js';
import { OrganisationReviewsController } from './organisation-reviews.controller.js';
import { OrganisationReviewsService } from './organisation-reviews.service.js';

@Module({
  imports: [WorkItemsModule],
  controllers: [OrganisationReviewCommandsController, OrganisationReviewsController],
  providers: [OrganisationReviewsService],
})
export class OrganisationReviewsModule {}
