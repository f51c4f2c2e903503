import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '../access/permission.decorator.js';
import { Command } from '../commands/command.decorator.js';
import { Commands, type CommandAnswer } from '../commands/commands.js';
import { InCase, type CaseOrder } from '../commands/order.js';
import {
  appraise,
  closeSubmission,
  decide,
  giveOpinion,
  grantCeilingException,
  putOffLines,
  returnLines,
  voteOwnClass,
  type Appraise,
  type CloseSubmission,
  type Decide,
  type GiveOpinion,
  type GrantCeilingException,
  type PutOffLines,
  type ReturnLines,
  type VoteOwnClass,
} from './organisation-review-commands.schema.js';

/** Lists sent up, and what is decided on them. */
@ApiTags('Chi bộ, đảng bộ')
@Controller()
export class OrganisationReviewCommandsController {
  constructor(private readonly commands: Commands) {}

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

  @Command('grantCeilingException')
  @Permission('ceiling.except')
  grantCeilingException(
    @InCase() order: CaseOrder,
    @Body({ schema: grantCeilingException }) body: GrantCeilingException,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'grantCeilingException', case: order.case, ...body });
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
