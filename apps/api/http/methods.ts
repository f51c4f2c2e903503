import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Methods that are taken on each pattern of a path. */
    methodsByPath: Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>;
  }
}

/** Notes which methods each path takes, as routes are added. */
export function rememberMethods(fastify: FastifyInstance): void {
  const paths: FastifyInstance['methodsByPath'] = new Map();
  fastify.decorate('methodsByPath', paths);
  fastify.addHook('onRoute', ({ url, method }) => {
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const one of [method].flat()) known.methods.add(one);
    paths.set(url, known);
  });
}

/** The methods that the path of a request takes; empty where there is no such path. */
export function allowedMethods({ server, raw }: FastifyRequest): readonly string[] {
  const [path = ''] = (raw.url ?? '').split('?');
  const found = [...server.methodsByPath.values()].filter(({ pattern }) => pattern.test(path));
  return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}$`);
