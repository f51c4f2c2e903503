import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '../access/permission.decorator.js';
import { Command } from '../commands/command.decorator.js';
import { Commands, type CommandAnswer } from '../commands/commands.js';
import { InCase, type CaseOrder } from '../commands/order.js';
import {
  appraise,
  closeSubmission,
  confirmTally,
  correctTally,
  decide,
  giveOpinion,
  putOffLines,
  recordMeeting,
  recordTally,
  returnLines,
  voteOwnClass,
  type Appraise,
  type CloseSubmission,
  type ConfirmTally,
  type CorrectTally,
  type Decide,
  type GiveOpinion,
  type PutOffLines,
  type RecordMeeting,
  type RecordTally,
  type ReturnLines,
  type VoteOwnClass,
} from './organisation-reviews.schema.js';

/** Meetings and ballots, lists sent up, and what is decided on them. */
@ApiTags('Chi bộ, đảng bộ')
@Controller()
export class OrganisationReviewCommandsController {
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

  @Command('closeSubmission')
  @Permission('submission.close')
  closeSubmission(
    @InCase() order: CaseOrder,
    @Body({ schema: closeSubmission }) body: CloseSubmission,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'closeSubmission', case: order.case, ...body });
  }

  @Command('voteOwnClass')
  @Permission('own-class.vote')
  voteOwnClass(@InCase() order: CaseOrder, @Body({ schema: voteOwnClass }) body: VoteOwnClass): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'voteOwnClass', case: order.case, ...body });
  }

  @Command('giveOpinion')
  @Permission('opinion.give')
  giveOpinion(@InCase() order: CaseOrder, @Body({ schema: giveOpinion }) body: GiveOpinion): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'giveOpinion', case: order.case, ...body });
  }

  @Command('appraise')
  @Permission('list.appraise')
  appraise(@InCase() order: CaseOrder, @Body({ schema: appraise }) body: Appraise): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'appraise', case: order.case, ...body });
  }

  @Command('decide')
  @Permission('list.decide')
  decide(@InCase() order: CaseOrder, @Body({ schema: decide }) body: Decide): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'decide', case: order.case, ...body });
  }

  @Command('returnLines')
  @Permission('list.decide')
  returnLines(@InCase() order: CaseOrder, @Body({ schema: returnLines }) body: ReturnLines): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'returnLines', case: order.case, ...body });
  }

  @Command('putOffLines')
  @Permission('list.decide')
  putOffLines(@InCase() order: CaseOrder, @Body({ schema: putOffLines }) body: PutOffLines): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'putOffLines', case: order.case, ...body });
  }
}
