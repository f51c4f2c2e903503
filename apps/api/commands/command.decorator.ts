import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiQuery } from '@nestjs/swagger';
import { z } from 'zod';
import { Refusals } from '../problems/refusals.decorator.js';
import { COMMAND_PATHS, PATHS_OF_A_CYCLE, type PersonCommandType } from './command-paths.js';

const commandAnswer = z
  .looseObject({ commandId: z.uuid() })
  .meta({ id: 'CommandAnswer', description: 'what was recorded; in a block, what became of each line' });

/** A route that takes one command about the case that its path names. */
export function Command(type: PersonCommandType): MethodDecorator {
  return commandRoute(COMMAND_PATHS[type], type);
}

/** A route that takes one command about the case of the whole year. */
export function CycleCommand(type: keyof typeof PATHS_OF_A_CYCLE): MethodDecorator {
  return commandRoute(PATHS_OF_A_CYCLE[type], `${type}OfCycle`);
}

function commandRoute(path: string, operationId: string): MethodDecorator {
  const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) =>
    ApiParam({ name, schema: { type: 'string' } }),
  );
  return applyDecorators(
    Post(path.slice('/api/v1'.length)),
    HttpCode(200),
    ApiOperation({ operationId }),
    ...parameters,
    ApiHeader({ name: 'Idempotency-Key', required: true, schema: { type: 'string', format: 'uuid' } }),
    ApiQuery({
      name: 'validate',
      required: false,
      schema: { type: 'boolean' },
      description: 'tries the command and records nothing',
    }),
    ApiOkResponse({ standardSchema: commandAnswer }),
    Refusals(400, 401, 403, 404, 409, 422, 503),
  );
}
