import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '../access/permission.decorator.js';
import { Command } from '../commands/command.decorator.js';
import { Commands, type CommandAnswer } from '../commands/commands.js';
import { InCase, type CaseOrder } from '../commands/order.js';
import {
  recordCollectiveReview,
  recordHeadReview,
  type RecordCollectiveReview,
  type RecordHeadReview,
} from './leadership-reviews.schema.js';

/** The leadership collective, then its head within it. */
@ApiTags('Tập thể lãnh đạo')
@Controller()
export class LeadershipReviewsController {
  constructor(private readonly commands: Commands) {}

  @Command('recordCollectiveReview')
  @Permission('leadership.review')
  recordCollectiveReview(
    @InCase() order: CaseOrder,
    @Body({ schema: recordCollectiveReview }) body: RecordCollectiveReview,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'recordCollectiveReview', case: order.case, ...body });
  }

  @Command('recordHeadReview')
  @Permission('leadership.review')
  recordHeadReview(
    @InCase() order: CaseOrder,
    @Body({ schema: recordHeadReview }) body: RecordHeadReview,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'recordHeadReview', case: order.case, ...body });
  }
}
