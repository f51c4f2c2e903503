import { Body, Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { cycleCase } from '../../../libs/domain/ids.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { changes, type Changes } from '../changes/changes.schema.js';
import { Command } from '../commands/command.decorator.js';
import { Commands, type CommandAnswer } from '../commands/commands.js';
import { InCase, Ordered, type CaseOrder, type Order } from '../commands/order.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { asOfQuery, type AsOfQuery } from '../reading/as-of.schema.js';
import {
  changeTimetable,
  createCycle,
  cycleDetails,
  cycleList,
  cyclePreview,
  cycleStatus,
  issueNotices,
  openCycle,
  statusChangesQuery,
  statusQuery,
  type ChangeTimetable,
  type CreateCycle,
  type CycleDetails,
  type CycleList,
  type CyclePreview,
  type CycleStatus,
  type IssueNotices,
  type StatusChangesQuery,
  type StatusQuery,
} from './cycles.schema.js';
import { CyclesService } from './cycles.service.js';
import { PreviewService } from './preview.service.js';
import { StatusService } from './status.service.js';

@ApiTags('Đợt kiểm điểm')
@Controller()
export class CyclesController {
  constructor(
    private readonly commands: Commands,
    private readonly cycles: CyclesService,
    private readonly previews: PreviewService,
    private readonly statuses: StatusService,
  ) {}

  @Command('createCycle')
  @Permission('cycle.create')
  create(
    @Ordered() order: Order,
    @Body({ schema: createCycle }) { cycle, rulebook, ...body }: CreateCycle,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'createCycle', case: cycleCase(cycle), ...body }, { rulebook });
  }

  @Command('openCycle')
  @Permission('cycle.run')
  open(@InCase() order: CaseOrder, @Body({ schema: openCycle.optional() }) _body: unknown): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'openCycle', case: order.case });
  }

  @Command('changeTimetable')
  @Permission('cycle.run')
  changeTimetable(
    @InCase() order: CaseOrder,
    @Body({ schema: changeTimetable }) body: ChangeTimetable,
  ): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'changeTimetable', case: order.case, ...body });
  }

  @Command('issueNotices')
  @Permission('cycle.run')
  issueNotices(@InCase() order: CaseOrder, @Body({ schema: issueNotices }) body: IssueNotices): Promise<CommandAnswer> {
    return this.commands.handle(order, { type: 'issueNotices', case: order.case, ...body });
  }

  @Get('cycles')
  @Permission('cycle.list')
  @ApiOkResponse({ standardSchema: cycleList })
  @Refusals(401, 503)
  list(@CurrentCaller() caller: Caller): Promise<CycleList> {
    return this.cycles.list(caller);
  }

  @Get('cycles/:cycle')
  @Permission('cycle.read')
  @ApiOkResponse({ standardSchema: cycleDetails })
  @Refusals(400, 401, 404, 422, 503)
  details(
    @CurrentCaller() caller: Caller,
    @Param('cycle') cycle: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
  ): Promise<CycleDetails> {
    return this.cycles.details(caller, cycle, asOf);
  }

  @Get('cycles/:cycle/preview')
  @Permission('cycle.preview')
  @ApiOkResponse({ standardSchema: cyclePreview })
  @Refusals(401, 403, 404, 503)
  preview(@Param('cycle') cycle: string): Promise<CyclePreview> {
    return this.previews.preview(cycle);
  }

  @Get('cycles/:cycle/status')
  @Permission('cycle.status')
  @ApiOkResponse({ standardSchema: cycleStatus })
  @Refusals(400, 401, 403, 404, 422, 503)
  status(
    @CurrentCaller() caller: Caller,
    @Param('cycle') cycle: string,
    @Query({ schema: statusQuery }) query: StatusQuery,
  ): Promise<CycleStatus> {
    return this.statuses.status(caller, cycle, query);
  }

  @Get('cycles/:cycle/status/changes')
  @Permission('cycle.status')
  @ApiOperation({ summary: 'Tiến độ khác gì giữa hai thời điểm · What changed in the progress between two instants' })
  @ApiOkResponse({ standardSchema: changes })
  @Refusals(400, 401, 403, 404, 422, 503)
  changes(
    @CurrentCaller() caller: Caller,
    @Param('cycle') cycle: string,
    @Query({ schema: statusChangesQuery }) query: StatusChangesQuery,
  ): Promise<Changes> {
    return this.statuses.changes(caller, cycle, query);
  }
}
