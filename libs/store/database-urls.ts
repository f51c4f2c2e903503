/** The three accounts: owner migrates, api records for people, worker for the procedure. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly api: string;
  readonly worker: string;
}

/** Addresses from the environment; with one account for all the program runs, and says what is not enforced. */
export function databaseUrls(env: Readonly<Record<string, string | undefined>>): DatabaseUrls {
  const owner = env['MIGRATION_DATABASE_URL'] ?? env['DATABASE_URL'];
  if (owner === undefined || owner === '') throw new Error('DATABASE_URL is not set');
  const api = env['DATABASE_URL'] ?? sibling(owner, 'api');
  return { owner, api, worker: env['WORKER_DATABASE_URL'] ?? env['DATABASE_URL'] ?? sibling(owner, 'worker') };
}

/** The account that an address logs in with. */
export function accountOf(url: string): string {
  const account = decodeURIComponent(new URL(url).username);
  if (account === '') throw new Error('the database address names no account');
  return account;
}

// The embedded default names its accounts kiemdiem_owner, kiemdiem_api and kiemdiem_worker.
function sibling(owner: string, name: 'api' | 'worker'): string {
  const url = new URL(owner);
  if (!url.username.endsWith('_owner')) return owner;
  url.username = url.username.replace(/_owner$/, `_${name}`);
  return url.href;
}
