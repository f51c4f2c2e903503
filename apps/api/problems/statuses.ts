/** HTTP status of each code that is not a plain rule (422). */
const STATUSES: Readonly<Record<string, number>> = {
  INPUT_INVALID: 400,
  IDEMPOTENCY_KEY_REQUIRED: 400,
  UNAUTHENTICATED: 401,
  SETUP_TOKEN_REFUSED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  NOT_YET_RECORDED: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TOO_SLOW: 408,
  STEP_NOT_OPEN: 409,
  STALE_VIEW: 409,
  ALREADY_DECIDED: 409,
  DOCUMENT_ERASED: 410,
  TOO_LARGE: 413,
  ADDRESS_TOO_LONG: 414,
  MEDIA_TYPE_UNSUPPORTED: 415,
  TOO_MANY_ATTEMPTS: 429,
  HEADERS_TOO_LARGE: 431,
  INTERNAL: 500,
  DATABASE_AWAY: 503,
  STOPPING: 503,
};

/** The HTTP status that goes with a code; a rule of the domain that is not listed is unprocessable content. */
export function statusOf(code: string): number {
  return STATUSES[code] ?? 422;
}
