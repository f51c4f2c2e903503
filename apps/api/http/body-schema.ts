import { ApiBody } from '@nestjs/swagger';
import { z } from 'zod';

type OpenApiSchema = Extract<Parameters<typeof ApiBody>[0], { readonly schema: unknown }>['schema'];

/** Documents a body that a pipe of its own checks. */
export const DocumentedBody = (schema: z.ZodType): MethodDecorator =>
  ApiBody({ schema: openApiSchema(schema, 'input') });

/** A schema as the API's description has it: whole, where zod makes one with a name a reference into definitions of its own. */
export function openApiSchema(schema: z.ZodType, io: 'input' | 'output'): OpenApiSchema {
  const { $schema: _, id: __, $ref, definitions, ...converted } = z.toJSONSchema(schema, { target: 'openapi-3.0', io });
  const named = definitions as Readonly<Record<string, unknown>> | undefined;
  const whole = $ref === undefined ? converted : named?.[$ref.split('/').at(-1) ?? ''];
  const text = JSON.stringify(whole).replaceAll('#/definitions/', '#/components/schemas/');
  return JSON.parse(text) as OpenApiSchema;
}
