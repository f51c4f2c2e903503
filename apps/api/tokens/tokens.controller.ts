import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { MIB } from '../sizes.js';
import { issuedTokens, issueTokens, type IssuedTokens, type IssueTokens } from './tokens.schema.js';
import { TokensService } from './tokens.service.js';

@ApiTags('Tài khoản')
@Controller('tokens')
export class TokensController {
  constructor(private readonly service: TokensService) {}

  @Post()
  @HttpCode(200)
  @RouteConfig({ bodyLimit: MIB })
  @Permission('token.issue')
  @ApiOkResponse({ standardSchema: issuedTokens })
  @Refusals(400, 401, 403, 413, 422, 503)
  issue(@Body({ schema: issueTokens }) body: IssueTokens): Promise<IssuedTokens> {
    return this.service.issue(body);
  }

  @Delete('current')
  @HttpCode(204)
  @Permission('account.own')
  @ApiNoContentResponse()
  @Refusals(401, 503)
  revoke(@CurrentCaller() caller: Caller): Promise<void> {
    return this.service.revoke(caller);
  }
}
