export type RulebookErrorCode =
  | 'RULEBOOK_NOT_FOUND'
  | 'RULEBOOK_UNREADABLE'
  | 'RULEBOOK_INVALID'
  | 'RULEBOOK_ID_MISMATCH'
  | 'RULEBOOK_EXTENDS_ITSELF'
  | 'SUPPLEMENT_WITHOUT_SOURCE';

/** A rulebook that cannot be used: a stable code, and where in it the fault is. */
export class RulebookError extends Error {
  readonly code: RulebookErrorCode;
  readonly path: readonly PropertyKey[];

  constructor(code: RulebookErrorCode, path: readonly PropertyKey[], message: string) {
    super(path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`);
    this.name = 'RulebookError';
    this.code = code;
    this.path = path;
  }
}
