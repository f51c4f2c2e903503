import { ApiBody } from '@nestjs/swagger';
import { z } from 'zod';

type OpenApiSchema = Extract<Parameters<typeof ApiBody>[0], { readonly schema: unknown }>['schema'];

/** Documents a body that a pipe of its own checks. */
export function DocumentedBody(schema: z.ZodType): MethodDecorator {
  const { $schema: _, id: __, ...converted } = z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input' });
  return ApiBody({ schema: converted as OpenApiSchema });
}
