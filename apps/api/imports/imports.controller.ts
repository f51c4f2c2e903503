import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Permission } from '../access/permission.decorator.js';
import { Repeatable, type Sent } from '../commands/order.js';
import { DocumentedBody } from '../http/body-schema.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { MIB } from '../sizes.js';
import { dryRun, imported, registryRows, type DryRun, type Imported, type RegistryRows } from './imports.schema.js';
import { ImportsService } from './imports.service.js';
import { RowsPipe } from './rows.pipe.js';

@ApiTags('Nhập dữ liệu')
@Controller('imports')
export class ImportsController {
  constructor(private readonly service: ImportsService) {}

  @Post()
  @HttpCode(200)
  @RouteConfig({ bodyLimit: 16 * MIB })
  @Permission('registry.import')
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', format: 'uuid' } })
  @DocumentedBody(registryRows)
  @ApiOkResponse({ standardSchema: imported })
  @Refusals(400, 401, 403, 413, 422, 503)
  import(
    @Repeatable() sent: Sent,
    @Query({ schema: dryRun }) query: DryRun,
    @Body(RowsPipe) rows: RegistryRows,
  ): Promise<Imported> {
    return this.service.import(sent, rows, query.dryRun === 'true');
  }
}
