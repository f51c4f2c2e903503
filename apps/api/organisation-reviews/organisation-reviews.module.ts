import { Module } from '@nestjs/common';
import { WorkItemsModule } from '../work-items/work-items.module.js';
import { BallotCommandsController } from './ballot-commands.controller.js';
import { OrganisationReviewCommandsController } from './organisation-review-commands.controller.js';
import { OrganisationReviewsController } from './organisation-reviews.controller.js';
import { OrganisationReviewsService } from './organisation-reviews.service.js';

@Module({
  imports: [WorkItemsModule],
  controllers: [BallotCommandsController, OrganisationReviewCommandsController, OrganisationReviewsController],
  providers: [OrganisationReviewsService],
})
export class OrganisationReviewsModule {}
