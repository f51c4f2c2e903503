import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Permission as Name } from './permissions.js';

export const PERMISSION = 'permission';
export const PUBLIC = 'public';

/** What a caller needs to use the route; every route has this or `@Public()`. */
export const Permission = (name: Name): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PERMISSION, name), ApiBearerAuth(), ApiExtension('x-permission', name));

/** Open to everyone, without a token. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);
