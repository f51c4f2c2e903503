import { Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { Problem } from '../problems/problem.js';

const SHOWN_AT_MOST = 100;

/** Checks every parameter that names a schema; what is wrong is told by path and code, never with the value. */
@Injectable()
export class SchemaPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) => new Problem('INPUT_INVALID', { issues: issues.slice(0, SHOWN_AT_MOST).map(shown) }),
    });
  }

  // Strict schemas refuse such keys, and so does the parser; deleting them one by one would slow every object down.
  protected override stripProtoKeys(): void {}
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

function shown({ message, path = [], ...rest }: Issue) {
  const at = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.');
  return { path: at, code: 'code' in rest && typeof rest.code === 'string' ? rest.code : 'invalid', reason: message };
}
