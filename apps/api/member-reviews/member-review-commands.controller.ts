import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '../access/permission.decorator.js';
import { Command } from '../commands/command.decorator.js';
import { Commands, type CommandAnswer } from '../commands/commands.js';
import { InCase, type CaseOrder } from '../commands/order.js';
import {
  confirmResidenceComments,
  correctSelfAssessment,
  exemptFromResidenceComment,
  giveResidenceComments,
  receiveResidenceComments,
  submitSelfAssessments,
  waiveResidenceComment,
  type ConfirmResidenceComments,
  type CorrectSelfAssessment,
  type ExemptFromResidenceComment,
  type GiveResidenceComments,
  type ReceiveResidenceComments,
  type SubmitSelfAssessments,
  type WaiveResidenceComment,
} from './member-review-commands.schema.js';

/** Self-assessments and residence comments: one line or four hundred. */
@ApiTags('Kiểm điểm đảng viên')
@Controller()
export class MemberReviewCommandsController {
  constructor(private readonly commands: Commands) {}

  @Command('submitSelfAssessments')
  @Permission('self-assessment.record')
  submitSelfAssessments(
    @InCase() order: CaseOrder,
    @Body({ schema: submitSelfAssessments }) body: SubmitSelfAssessments,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'submitSelfAssessments', case: order.case, ...body });
  }

  @Command('correctSelfAssessment')
  @Permission('self-assessment.record')
  correctSelfAssessment(
    @InCase() order: CaseOrder,
    @Body({ schema: correctSelfAssessment }) body: CorrectSelfAssessment,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'correctSelfAssessment', case: order.case, ...body });
  }

  @Command('giveResidenceComments')
  @Permission('residence-comment.record')
  giveResidenceComments(
    @InCase() order: CaseOrder,
    @Body({ schema: giveResidenceComments }) body: GiveResidenceComments,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'giveResidenceComments', case: order.case, ...body });
  }

  @Command('confirmResidenceComments')
  @Permission('residence-comment.record')
  confirmResidenceComments(
    @InCase() order: CaseOrder,
    @Body({ schema: confirmResidenceComments }) body: ConfirmResidenceComments,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'confirmResidenceComments', case: order.case, ...body });
  }

  @Command('receiveResidenceComments')
  @Permission('residence-comment.receive')
  receiveResidenceComments(
    @InCase() order: CaseOrder,
    @Body({ schema: receiveResidenceComments }) body: ReceiveResidenceComments,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'receiveResidenceComments', case: order.case, ...body });
  }

  @Command('exemptFromResidenceComment')
  @Permission('residence-comment.receive')
  exemptFromResidenceComment(
    @InCase() order: CaseOrder,
    @Body({ schema: exemptFromResidenceComment }) body: ExemptFromResidenceComment,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'exemptFromResidenceComment', case: order.case, ...body });
  }

  @Command('waiveResidenceComment')
  @Permission('residence-comment.waive')
  waiveResidenceComment(
    @InCase() order: CaseOrder,
    @Body({ schema: waiveResidenceComment }) body: WaiveResidenceComment,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'waiveResidenceComment', case: order.case, ...body });
  }
}
