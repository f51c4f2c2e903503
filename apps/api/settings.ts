import { z } from 'zod';
import { checkpointEveryMs } from '../../libs/store/checkpoint/settings.js';

const environment = z.object({
  DATABASE_URL: z.string().min(1),
  HOST: z.string().min(1).default('127.0.0.1'),
  TRUSTED_PROXY: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  TEMPORAL_ADDRESS: z.string().min(1).optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_UI_URL: z.url({ protocol: /^https?$/ }).optional(),
  KIEMDIEM_DATA_DIR: z.string().min(1).default('.data'),
  KIEMDIEM_INDEPENDENT_LAN: z.stringbool().default(false),
  KIEMDIEM_METRICS_TOKEN: z.string().min(20).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface Settings {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Addresses of proxies whose word on the caller's address is taken, comma-separated; null: nobody's. */
  readonly trustedProxy?: string | null;
  readonly dataDir: string;
  /** Declared to stand on a LAN without any outside link: only then are documents marked secret kept. */
  readonly independentLan: boolean;
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  /** Null where no Temporal server is named: its state is then shown as unknown. */
  readonly temporal: { readonly address: string; readonly namespace: string } | null;
  readonly temporalUi: string | null;
  /** Who sends it may read the metrics from anywhere; null: only this machine may. */
  readonly metricsToken: string | null;
  /** How often the worker makes a checkpoint: an alarm tells when none has come for much longer. */
  readonly checkpointEveryMs: number;
}

/** Token under which the settings are injected. */
export const SETTINGS = Symbol('settings');

/** Reads the settings from environment variables; throws with the name of what is missing or wrong. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new Error(`settings: ${z.prettifyError(parsed.error)}`);
  const { data } = parsed;
  return {
    databaseUrl: data.DATABASE_URL,
    host: data.HOST,
    port: data.PORT,
    trustedProxy: data.TRUSTED_PROXY ?? null,
    dataDir: data.KIEMDIEM_DATA_DIR,
    independentLan: data.KIEMDIEM_INDEPENDENT_LAN,
    logLevel: data.LOG_LEVEL,
    temporal:
      data.TEMPORAL_ADDRESS === undefined
        ? null
        : { address: data.TEMPORAL_ADDRESS, namespace: data.TEMPORAL_NAMESPACE },
    temporalUi: data.TEMPORAL_UI_URL ?? null,
    metricsToken: data.KIEMDIEM_METRICS_TOKEN ?? null,
    checkpointEveryMs: checkpointEveryMs(given),
  };
}
