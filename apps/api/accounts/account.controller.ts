import { Controller, Get, Header, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Permission } from '../access/permission.decorator.js';
import { prefersHtml } from '../http/accept.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { asOfQuery, type AsOfQuery } from '../reading/as-of.schema.js';
import { memberAccount, type MemberAccount } from './account.schema.js';
import { AccountService } from './account.service.js';
import { accountPage } from './page.js';

const HTML = 'text/html; charset=utf-8';

@ApiTags('Kiểm điểm đảng viên')
@Controller('cycles/:cycle/members/:member')
export class AccountController {
  constructor(private readonly accounts: AccountService) {}

  @Get('account')
  @Permission('member-review.account')
  @ApiOperation({
    summary: 'Bản kê quá trình xếp loại một đảng viên · The account of one member’s class',
    description: 'JSON; a printable page where the client prefers text/html.',
  })
  @ApiOkResponse({ standardSchema: memberAccount })
  @Refusals(400, 401, 403, 404, 422, 503)
  @Header('vary', 'accept')
  async account(
    @Param('cycle') cycle: string,
    @Param('member') member: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberAccount | string> {
    const account = await this.accounts.account(cycle, member, asOf);
    if (!prefersHtml(accept)) return account;
    reply.type(HTML);
    return accountPage(account);
  }

  @Get('account.html')
  @Permission('member-review.account')
  @ApiOperation({ summary: 'Bản kê để in · The same account as a page to print, whole in itself' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  @Refusals(400, 401, 403, 404, 422, 503)
  @Header('content-type', HTML)
  async page(
    @Param('cycle') cycle: string,
    @Param('member') member: string,
    @Query({ schema: asOfQuery }) { asOf }: AsOfQuery,
  ): Promise<string> {
    return accountPage(await this.accounts.account(cycle, member, asOf));
  }
}
