import fc from 'fast-check';
import type { TestApi } from './api.js';

/** A schema of the document, as far as tests look into it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

/** One route of `/openapi.json`. */
export interface Operation {
  /** `GET /api/v1/cycles/{cycle}`. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApi {
  readonly operations: readonly Operation[];
  readonly resolve: (schema: Schema) => Schema;
}

interface RawOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses?: Operation['responses'];
}

/** The document as the running API gives it out. */
export async function readOpenApi({ send }: Pick<TestApi, 'send'>): Promise<OpenApi> {
  const { body } = await send('GET', '/openapi.json');
  const paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>> = body.paths;
  const schemas: Readonly<Record<string, Schema>> = body.components.schemas;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([lower, raw]): Operation => {
      const method = lower.toUpperCase();
      return {
        ...{
          route: `${method} ${path}`,
          method,
          path,
          parameters: raw.parameters ?? [],
          responses: raw.responses ?? {},
        },
        body: raw.requestBody?.content?.['application/json']?.schema ?? null,
      };
    }),
  );
  const resolve = (schema: Schema): Schema => {
    const inner = schema.$ref === undefined ? schema.allOf?.[0] : schemas[schema.$ref.split('/').at(-1) ?? ''];
    return inner === undefined ? schema : resolve(inner);
  };
  return { operations, resolve };
}

/** Values by the name of their property or parameter, where any that has the form would not do. */
export type Hints = Readonly<Record<string, string>>;

/** The least body that has the form of a schema. */
export function sampleOf({ resolve }: Pick<OpenApi, 'resolve'>, schema: Schema, hints: Hints = {}, name = ''): unknown {
  const here = resolve(schema);
  const within = (part: Schema, called = name) => sampleOf({ resolve }, part, hints, called);
  const [choice] = here.anyOf ?? here.oneOf ?? [];
  if (choice !== undefined) return within(choice);
  if (here.type !== 'object' && here.type !== 'array' && name in hints) return hints[name];
  if (here.enum !== undefined) return here.enum[0];
  switch (here.type) {
    case 'object':
      return Object.fromEntries((here.required ?? []).map((key) => [key, within(here.properties?.[key] ?? {}, key)]));
    case 'array':
      return Array.from({ length: here.minItems ?? 0 }, () => within(here.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(here.minimum ?? 0, 0);
    case 'boolean':
      return false;
    default:
      return stringOf(here);
  }
}

function stringOf({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'date') return '2018-12-01';
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000';
  if (pattern === undefined) return 'x'.repeat(minLength);
  const [found = ''] = fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), { numRuns: 1, seed: 1 });
  return found.length >= minLength ? found : 'x'.repeat(minLength);
}
