/** PostgreSQL is away, too busy or too slow: nothing is known to be recorded; the same command id may be tried again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** A case that was never recorded. */
export class UnknownCase extends Error {
  override readonly name = 'UnknownCase';

  constructor(readonly caseId: string) {
    super(`no case ${caseId}`);
  }
}

/** What the driver says, as a StoreUnavailable where waiting helps; a bug stays what it is. */
export function asStoreError(error: unknown): unknown {
  const { code, message } = said(error);
  return AWAY.test(code) || GONE.test(message) ? new StoreUnavailable(message, { cause: error }) : error;
}

/** True where a concurrent command won: the same command decided anew finds the newer states. */
export function isLostRace(error: unknown): boolean {
  return RACES.includes(said(error).code);
}

// Unique violation, serialisation failure, deadlock.
const RACES = ['23505', '40001', '40P01'];

// Connection exceptions, refused log-ins, insufficient resources, operator intervention, statement and lock timeouts, sockets.
const AWAY =
  /^(08...|28...|3D000|53...|57P0.|57014|55P03|25P0[34]|E(CONNREFUSED|CONNRESET|TIMEDOUT|PIPE|NOTFOUND|HOSTUNREACH|AI_AGAIN))$/;
const GONE = /Connection terminated|timeout exceeded when trying to connect|not queryable|Query read timeout/;

// By shape and not by class: errors of sockets come from another realm under test runners.
function said(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: '' };
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : '',
    message: 'message' in error && typeof error.message === 'string' ? error.message : '',
  };
}
