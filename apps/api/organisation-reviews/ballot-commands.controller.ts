import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '../access/permission.decorator.js';
import { Command } from '../commands/command.decorator.js';
import { Commands, type CommandAnswer } from '../commands/commands.js';
import { InCase, type CaseOrder } from '../commands/order.js';
import {
  confirmSecondRound,
  confirmTally,
  correctSecondRound,
  correctTally,
  recordMeeting,
  recordSecondRound,
  recordTally,
  type ConfirmSecondRound,
  type ConfirmTally,
  type CorrectSecondRound,
  type CorrectTally,
  type RecordMeeting,
  type RecordSecondRound,
  type RecordTally,
} from './ballot-commands.schema.js';

/** A cell's meetings and what its tellers count, in one round or two as the rulebook says. */
@ApiTags('Chi bộ, đảng bộ')
@Controller()
export class BallotCommandsController {
  constructor(private readonly commands: Commands) {}

  @Command('recordMeeting')
  @Permission('meeting.record')
  recordMeeting(
    @InCase() order: CaseOrder,
    @Body({ schema: recordMeeting }) body: RecordMeeting,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'recordMeeting', case: order.case, ...body });
  }

  @Command('recordTally')
  @Permission('meeting.record')
  recordTally(@InCase() order: CaseOrder, @Body({ schema: recordTally }) body: RecordTally): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'recordTally', case: order.case, ...body });
  }

  @Command('confirmTally')
  @Permission('meeting.record')
  confirmTally(@InCase() order: CaseOrder, @Body({ schema: confirmTally }) body: ConfirmTally): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'confirmTally', case: order.case, ...body });
  }

  @Command('correctTally')
  @Permission('meeting.record')
  correctTally(@InCase() order: CaseOrder, @Body({ schema: correctTally }) body: CorrectTally): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'correctTally', case: order.case, ...body });
  }

  @Command('recordSecondRound')
  @Permission('meeting.record')
  recordSecondRound(
    @InCase() order: CaseOrder,
    @Body({ schema: recordSecondRound }) body: RecordSecondRound,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'recordSecondRound', case: order.case, ...body });
  }

  @Command('confirmSecondRound')
  @Permission('meeting.record')
  confirmSecondRound(
    @InCase() order: CaseOrder,
    @Body({ schema: confirmSecondRound }) body: ConfirmSecondRound,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'confirmSecondRound', case: order.case, ...body });
  }

  @Command('correctSecondRound')
  @Permission('meeting.record')
  correctSecondRound(
    @InCase() order: CaseOrder,
    @Body({ schema: correctSecondRound }) body: CorrectSecondRound,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'correctSecondRound', case: order.case, ...body });
  }
}
