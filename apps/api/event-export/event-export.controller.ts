import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { exportCycle } from '../../../libs/store/audit/export-cycle.js';
import type { Store } from '../../../libs/store/store.js';
import { CurrentCaller, CurrentStanding, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import type { Standing } from '../access/permissions.js';
import { PersonalReadings } from '../access/personal-readings.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { STORE } from '../store/store.token.js';

const NDJSON = 'application/x-ndjson';

@ApiTags('Kiểm tra')
@Controller('cycles/:cycle/events')
export class EventExportController {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly readings: PersonalReadings,
  ) {}

  @Get()
  @Permission('cycle.export')
  @ApiOperation({
    summary: 'Mọi sự kiện của đợt, từng dòng JSON · Every event of the year, one line of JSON each',
  })
  @ApiOkResponse({
    description: 'as docs/reference/event-export.md has it; libs/verifier/verify.mjs --events reads it',
    content: { [NDJSON]: { schema: { type: 'string' } } },
  })
  @Refusals(401, 403, 404, 503)
  async events(
    @CurrentCaller() caller: Caller,
    @CurrentStanding() standing: Standing,
    @Param('cycle') cycle: string,
  ): Promise<StreamableFile> {
    await this.readings.note(caller, standing, 'cycle.export', cycle);
    const lines = Readable.from(await exportCycle(this.store, cycle), { objectMode: false });
    return new StreamableFile(lines, { type: NDJSON, disposition: `attachment; filename="${cycle}.ndjson"` });
  }
}
