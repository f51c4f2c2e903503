import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

const ADDRESSES = ['DATABASE', 'WORKER_DATABASE', 'MIGRATION_DATABASE'] as const;

/** What may stand in a file of its own, named by the variable with _FILE behind its name. */
const SECRETS = [
  ...ADDRESSES.flatMap((name) => [`${name}_URL`, `${name}_PASSWORD`]),
  'KIEMDIEM_METRICS_TOKEN',
  'TEMPORAL_API_KEY',
];

/** The environment with every secret in its place: those in files are read, passwords are put into their addresses. */
export function withSecretFiles(env: Environment): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) found[name] = value;
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) throw new Error(`${name} and ${name}_FILE are both set`);
    found[name] = contentOf(file, name);
  }
  for (const name of ADDRESSES) {
    const [url, password] = [found[`${name}_URL`], found[`${name}_PASSWORD`]];
    if (password) found[`${name}_URL`] = withPassword(url, password, name);
  }
  return found;
}

function contentOf(file: string, name: string): string {
  // Editors and echo end a file with a line break that is no part of the secret.
  const content = readFileSync(file, 'utf8').trim();
  if (content === '') throw new Error(`${name}_FILE is empty: ${file}`);
  return content;
}

function withPassword(address: string | undefined, password: string, name: string): string {
  if (!address) throw new Error(`${name}_PASSWORD is set and ${name}_URL is not`);
  const url = new URL(address);
  if (url.password !== '') throw new Error(`${name}_URL has a password, and so has ${name}_PASSWORD`);
  url.password = encodeURIComponent(password);
  return url.href;
}
