import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/permission.decorator.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { firstAdministrator, setUp, type FirstAdministrator, type SetUp } from './setup.schema.js';
import { SetupService } from './setup.service.js';

@ApiTags('Tài khoản')
@Controller('setup')
export class SetupController {
  constructor(private readonly service: SetupService) {}

  @Post()
  @HttpCode(200)
  @Public()
  @ApiOkResponse({ standardSchema: firstAdministrator })
  @Refusals(400, 401, 429, 503)
  setUp(@Body({ schema: setUp }) body: SetUp, @Ip() address: string): Promise<FirstAdministrator> {
    return this.service.setUp(body, address);
  }
}
