import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { openApiSchema } from './http/body-schema.js';
import { problemDetails } from './problems/problem.schema.js';
import { problemResponse } from './problems/refusals.decorator.js';

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
  const schemas = { ...document.components?.schemas, Problem: openApiSchema(problemDetails, 'output') };
  const paths = Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [path, withRefusals(item)]));
  return { ...document, paths, components: { ...document.components, schemas } } as OpenAPIObject;
}

type PathItem = OpenAPIObject['paths'][string];
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

// How any request may be refused before its route is asked, and with a body and a token, what may be wrong with those.
const ANY = [400, 408, 414, 431, 500, 503];
const WITH_BODY = [413, 415];
const WITH_TOKEN = [401, 429];

function withRefusals(item: PathItem): PathItem {
  const described = METHODS.flatMap((method) => {
    const operation = item[method];
    if (operation === undefined) return [];
    const statuses = [...ANY, ...(operation.requestBody ? WITH_BODY : []), ...(operation.security ? WITH_TOKEN : [])];
    const common = Object.fromEntries(statuses.map((status) => [status, problemResponse]));
    return [[method, { ...operation, responses: { ...common, ...operation.responses } }] as const];
  });
  return { ...item, ...Object.fromEntries(described) };
}

// Commands name themselves; what is read is named by its family.
function operationId(controller: string, method: string): string {
  const family = controller.replace(/Controller$/, '');
  return `${family.charAt(0).toLowerCase()}${family.slice(1)}.${method}`;
}
