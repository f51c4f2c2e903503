import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { problemDetails } from './problems/problem.schema.js';

/** `/openapi.json` and, to read and try, `/docs`: made from the schemas that check the requests. */
export function serveDocumentation(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Kiểm điểm API',
  });
}

export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Kiểm điểm')
    .setDescription('Kiểm điểm, đánh giá, xếp loại hằng năm. The yearly review of Party organisations and members.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, about, { operationIdFactory: operationId });
  const { $schema: _, ...problem } = z.toJSONSchema(problemDetails, { target: 'openapi-3.0' });
  const schemas = { ...document.components?.schemas, Problem: problem };
  return { ...document, components: { ...document.components, schemas } } as OpenAPIObject;
}

// Commands name themselves; what is read is named by its family.
function operationId(controller: string, method: string): string {
  const family = controller.replace(/Controller$/, '');
  return `${family.charAt(0).toLowerCase()}${family.slice(1)}.${method}`;
}
