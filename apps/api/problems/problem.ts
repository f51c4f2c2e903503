import type { Json } from '../../../libs/domain/rejection.js';

/** A request that is refused: a stable code and the data that explains it; words are added when it is sent. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly details: Readonly<Record<string, Json>> = {},
  ) {
    super(code);
  }
}

/** What stands for an answer as of an instant before which there was none. */
export function unlessNotYet<Value>(nothing: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof Problem && error.code === 'NOT_YET_RECORDED') return nothing;
    throw error;
  };
}

/** The same answer for what does not exist and for what the caller may not know of. */
export const notFound = (): Problem => new Problem('NOT_FOUND');
