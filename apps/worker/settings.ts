import { databaseUrls } from '../../libs/store/database-urls.js';

export interface Settings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
}

export const SETTINGS = Symbol('settings of the worker');

/** What the environment says; the worker's own database account is WORKER_DATABASE_URL. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    databaseUrl: databaseUrls(env).worker,
    temporalAddress: env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233',
    temporalNamespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
  };
}
