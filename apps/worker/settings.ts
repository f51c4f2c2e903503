import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { databaseUrls } from '../../libs/store/database-urls.js';

export interface Settings {
  readonly databaseUrl: string;
  readonly temporal: { readonly connectionOptions: NativeConnectionOptions; readonly namespace: string };
}

export const SETTINGS = Symbol('settings of the worker');

/**
 * What the environment says: the worker's own database account is WORKER_DATABASE_URL; how Temporal is reached
 * (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS, API keys, profiles) is read as every Temporal program reads it.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  return {
    databaseUrl: env['WORKER_DATABASE_URL'] || databaseUrls(env).worker,
    temporal: { connectionOptions, namespace },
  };
}
