import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/permission.decorator.js';
import { alive, health, type Health } from './health.schema.js';
import { HealthService } from './health.service.js';

@ApiTags('Vận hành')
@Controller('health')
export class HealthController {
  constructor(private readonly service: HealthService) {}

  @Get('live')
  @Public()
  @ApiOkResponse({ standardSchema: alive })
  live(): { readonly status: 'LIVE' } {
    return { status: 'LIVE' };
  }

  @Get('ready')
  @Public()
  @ApiOkResponse({ standardSchema: health })
  @ApiResponse({ status: 503, standardSchema: health })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const state = await this.service.check();
    if (state.status !== 'READY') reply.status(HttpStatus.SERVICE_UNAVAILABLE).header('retry-after', '2');
    return state;
  }
}
