import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { PERMISSION, PUBLIC } from '../../../apps/api/access/permission.decorator.js';
import type { TestApi } from '../../support/api.js';

// Read by people, and by a scraper that asks no description.
const NOT_DOCUMENTED = new Set(['GET /', 'GET /metrics']);

/** Routes of the controllers that name no permission or stand outside of `documented`. */
export function unguarded(api: TestApi, documented: readonly string[]): readonly string[] {
  const known = new Set(documented.map((route) => route.replace('/api/v1', '')));
  return routesOf(api)
    .filter(({ route, guarded }) => !guarded || !(known.has(route) || NOT_DOCUMENTED.has(route)))
    .map(({ route }) => route);
}

interface Route {
  readonly route: string;
  readonly guarded: boolean;
}

/** Every route of every controller, read from what Nest itself routes by. */
function routesOf({ app }: TestApi): readonly Route[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? routesOfController(metatype) : []));
}

function routesOfController(controller: Function): readonly Route[] {
  const base: string = Reflect.getMetadata('path', controller);
  return Object.entries(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap(
    ([name, { value: handler }]) => {
      if (name === 'constructor' || typeof handler !== 'function' || !Reflect.hasMetadata('path', handler)) return [];
      const path: string = Reflect.getMetadata('path', handler);
      const method: RequestMethod = Reflect.getMetadata('method', handler);
      const whole = `/${base}/${path}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
      const guarded = Reflect.hasMetadata(PERMISSION, handler) || Reflect.hasMetadata(PUBLIC, handler);
      return [{ route: `${RequestMethod[method]} ${whole.replaceAll(/:(\w+)/g, '{$1}')}`, guarded }];
    },
  );
}
