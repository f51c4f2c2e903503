import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '../access/permission.decorator.js';
import { Command, CycleCommand } from '../commands/command.decorator.js';
import { Commands, type CommandAnswer } from '../commands/commands.js';
import { InCase, type CaseOrder } from '../commands/order.js';
import {
  callSupplementaryMeeting,
  goOnWithoutChild,
  goOnWithoutLate,
  requestClosing,
  type CallSupplementaryMeeting,
  type GoOnWithoutChild,
  type GoOnWithoutLate,
  type RequestClosing,
} from './wishes.schema.js';

/** What people tell the procedure; the procedure heeds it. */
@ApiTags('Quy trình')
@Controller()
export class WishesController {
  constructor(private readonly commands: Commands) {}

  @Command('goOnWithoutLate')
  @Permission('procedure.steer')
  goOnWithoutLate(
    @InCase() order: CaseOrder,
    @Body({ schema: goOnWithoutLate }) body: GoOnWithoutLate,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'goOnWithoutLate', case: order.case, ...body });
  }

  @Command('goOnWithoutChild')
  @Permission('procedure.steer')
  goOnWithoutChild(
    @InCase() order: CaseOrder,
    @Body({ schema: goOnWithoutChild }) body: GoOnWithoutChild,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'goOnWithoutChild', case: order.case, ...body });
  }

  @Command('callSupplementaryMeeting')
  @Permission('procedure.steer')
  callSupplementaryMeeting(
    @InCase() order: CaseOrder,
    @Body({ schema: callSupplementaryMeeting }) body: CallSupplementaryMeeting,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'callSupplementaryMeeting', case: order.case, ...body });
  }

  @Command('requestClosing')
  @Permission('procedure.steer')
  requestClosing(
    @InCase() order: CaseOrder,
    @Body({ schema: requestClosing }) body: RequestClosing,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'requestClosing', case: order.case, ...body });
  }

  @CycleCommand('requestClosing')
  @Permission('cycle.close')
  requestClosingOfCycle(
    @InCase() order: CaseOrder,
    @Body({ schema: requestClosing }) body: RequestClosing,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'requestClosing', case: order.case, ...body });
  }
}
