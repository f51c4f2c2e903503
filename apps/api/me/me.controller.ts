import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { me, type Me } from './me.schema.js';

@ApiTags('Tài khoản')
@Controller('me')
export class MeController {
  @Get()
  @Permission('account.own')
  @ApiOkResponse({ standardSchema: me })
  @Refusals(401, 503)
  me(@CurrentCaller() { person, name, member, cell, administrator, posts }: Caller): Me {
    return { person, name, member, organisation: cell, administrator, posts: [...posts] };
  }
}
