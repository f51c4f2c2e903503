/** The three accounts of design.md §6: owner migrates, api records for people, worker for the procedure. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly api: string;
  readonly worker: string;
}

/** Addresses from the environment; with one account for all the program runs, and says what is not enforced. */
export function databaseUrls(env: Readonly<Record<string, string | undefined>>): DatabaseUrls {
  const api = env['DATABASE_URL'];
  if (api === undefined || api === '') throw new Error('DATABASE_URL is not set');
  return { owner: env['MIGRATION_DATABASE_URL'] ?? api, api, worker: env['WORKER_DATABASE_URL'] ?? api };
}

/** The account that an address logs in with. */
export function accountOf(url: string): string {
  const account = decodeURIComponent(new URL(url).username);
  if (account === '') throw new Error('the database address names no account');
  return account;
}
