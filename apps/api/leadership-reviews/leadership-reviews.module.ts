import { Module } from '@nestjs/common';
import { LeadershipReviewsController } from './leadership-reviews.controller.js';

@Module({ controllers: [LeadershipReviewsController] })
export class LeadershipReviewsModule {}
