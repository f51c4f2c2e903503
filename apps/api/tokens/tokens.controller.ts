import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { MIB } from '../sizes.js';
import {
  issuedTokens,
  issueTokens,
  revokedTokens,
  revokeTokens,
  tokenList,
  tokensQuery,
  type IssuedTokens,
  type IssueTokens,
  type RevokedTokens,
  type RevokeTokens,
  type TokenList,
  type TokensQuery,
} from './tokens.schema.js';
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
  @Refusals(403, 422)
  issue(@CurrentCaller() caller: Caller, @Body({ schema: issueTokens }) body: IssueTokens): Promise<IssuedTokens> {
    return this.service.issue(caller, body);
  }

  @Post('revocations')
  @HttpCode(200)
  @RouteConfig({ bodyLimit: MIB })
  @Permission('token.revoke')
  @ApiOkResponse({ standardSchema: revokedTokens })
  @Refusals(403, 422)
  revokeOf(
    @CurrentCaller() caller: Caller,
    @Body({ schema: revokeTokens }) body: RevokeTokens,
  ): Promise<RevokedTokens> {
    return this.service.revokeOf(caller, body);
  }

  @Get()
  @Permission('token.revoke')
  @ApiOkResponse({ standardSchema: tokenList })
  @Refusals(403, 404)
  list(@Query({ schema: tokensQuery }) { code }: TokensQuery): Promise<TokenList> {
    return this.service.list(code);
  }

  @Delete('current')
  @HttpCode(204)
  @Permission('account.own')
  @ApiNoContentResponse()
  revoke(@CurrentCaller() caller: Caller): Promise<void> {
    return this.service.revoke(caller);
  }
}
