import type { Json, Rejection } from '../../../libs/domain/rejection.js';

/** A request that is refused: a stable code and the data that explains it; words are added when it is sent. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly details: Readonly<Record<string, Json>> = {},
  ) {
    super(code);
  }
}

/** What a rule refused, on its way to the client. */
export function problemOf({ rejected, details }: Rejection): Problem {
  return new Problem(rejected, details);
}

/** The same answer for what does not exist and for what the caller may not know of. */
export const notFound = (): Problem => new Problem('NOT_FOUND');
