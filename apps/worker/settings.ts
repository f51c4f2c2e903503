import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { checkpointSettings, type CheckpointSettings } from '../../libs/store/checkpoint/settings.js';
import { databaseUrls } from '../../libs/store/database-urls.js';
import { withSecretFiles } from '../../libs/store/secret-files.js';
import type { Versioning } from './temporal/deployment.js';

export interface Settings {
  readonly databaseUrl: string;
  /** Where metrics and health are shown; null: nowhere. */
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** Who sends it may read the metrics from anywhere; null: only this machine may. */
  readonly metricsToken: string | null;
  readonly checkpoints: CheckpointSettings;
  readonly temporal: {
    readonly connectionOptions: NativeConnectionOptions;
    readonly namespace: string;
    readonly versioning: Versioning;
  };
}

export const SETTINGS = Symbol('settings of the worker');

/**
 * What the environment says: the worker's own database account is WORKER_DATABASE_URL; how Temporal is reached
 * (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS, API keys, profiles) is read as every Temporal program reads it;
 * TEMPORAL_WORKER_VERSIONING says who names the current version of the procedures.
 */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const env = withSecretFiles(variables);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ overrideEnvVars: env });
  return {
    databaseUrl: env['WORKER_DATABASE_URL'] || databaseUrls(env).worker,
    listen: listenAt(env['KIEMDIEM_WORKER_HOST'] || '127.0.0.1', env['KIEMDIEM_WORKER_PORT']),
    metricsToken: tokenOf(env['KIEMDIEM_METRICS_TOKEN']),
    checkpoints: checkpointSettings(env),
    temporal: { connectionOptions, namespace, versioning: versioningOf(env['TEMPORAL_WORKER_VERSIONING']) },
  };
}

function listenAt(host: string, text: string | undefined): Settings['listen'] {
  if (!text) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`KIEMDIEM_WORKER_PORT is no port: ${text}`);
  return { host, port };
}

function tokenOf(text: string | undefined): string | null {
  if (!text) return null;
  if (text.length < 20) throw new Error('KIEMDIEM_METRICS_TOKEN is shorter than 20 characters');
  return text;
}

function versioningOf(value: string | undefined): Versioning {
  const said = value || 'auto';
  if (said === 'auto' || said === 'manual' || said === 'off') return said;
  throw new Error(`TEMPORAL_WORKER_VERSIONING is auto, manual or off, not ${said}`);
}
