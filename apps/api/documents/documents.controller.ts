import { Body, Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.decorator.js';
import { Refusals } from '../problems/refusals.decorator.js';
import { documentReference } from '../schema.js';
import { MIB } from '../sizes.js';
import { newDocument, type DocumentReference, type NewDocument } from './documents.schema.js';
import { DocumentsService } from './documents.service.js';

@ApiTags('Tài liệu')
@Controller('documents')
export class DocumentsController {
  constructor(private readonly service: DocumentsService) {}

  @Post()
  @HttpCode(200)
  @RouteConfig({ bodyLimit: 10 * MIB })
  @Permission('document.put')
  @ApiOkResponse({ standardSchema: documentReference })
  @Refusals(400, 401, 403, 404, 413, 422, 503)
  put(@CurrentCaller() caller: Caller, @Body({ schema: newDocument }) body: NewDocument): Promise<DocumentReference> {
    return this.service.put(caller, body);
  }

  @Get(':id')
  @Permission('document.read')
  @ApiOkResponse({ description: 'the content, to be saved and not shown in place' })
  @Refusals(401, 404, 410, 503)
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<StreamableFile> {
    const { mediaType: type, content } = await this.service.get(caller, id);
    return new StreamableFile(content, { type, disposition: `attachment; filename="${id}"`, length: content.length });
  }
}
